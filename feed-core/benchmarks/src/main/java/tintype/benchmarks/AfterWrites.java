package tintype.benchmarks;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReference;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListFollowersRequest;

/**
 * Follows somebody and reads at once what is derived from it, with what the follow's answer says of
 * where it stands: the reads alone are timed.
 */
final class AfterWrites {
  private static final Metadata.Key<String> AFTER =
      Metadata.Key.of("tintype-after", Metadata.ASCII_STRING_MARSHALLER);

  private final Times feed = new Times("feed after, gRPC");
  private final Times followers = new Times("followers after, gRPC");
  private final Times edgeFeed = new Times("feed after, edge");
  private final Target target;
  private final Cast cast;

  AfterWrites(Target target, Cast cast) {
    this.target = target;
    this.cast = cast;
  }

  /** Over the services' own ports; the client sends the position back itself. */
  void overGrpc() {
    Cast.Person reader = cast.someReader();
    long other = someLoaded();
    String after = follow(reader, other);
    if (after == null) {
      return; // Followed before, so nothing was written.
    }
    Channel feeds = naming(target.as("feed", reader.token()), after);
    long start = System.nanoTime();
    FeedServiceGrpc.newBlockingStub(feeds)
        .getHomeFeed(GetHomeFeedRequest.newBuilder().setAccountId(reader.id()).build());
    feed.record(System.nanoTime() - start);
  }

  /** The same for the other half of the follow. */
  void followersOverGrpc() {
    Cast.Person reader = cast.someReader();
    long other = someLoaded();
    String after = follow(reader, other);
    if (after == null) {
      return;
    }
    Channel graph = naming(target.as("graph", reader.token()), after);
    long start = System.nanoTime();
    GraphServiceGrpc.newBlockingStub(graph)
        .listFollowers(
            ListFollowersRequest.newBuilder().setAccountId(Long.toString(other)).build());
    followers.record(System.nanoTime() - start);
  }

  /** Over the edge, which remembers; behind it the services are in its own process. */
  void overEdge() throws Exception {
    Cast.Person reader = cast.someReader();
    target.post("/v1/accounts/" + someLoaded() + ":follow", reader.token(), 200);
    long start = System.nanoTime();
    target.get("/v1/feed", reader.token(), 200);
    edgeFeed.record(System.nanoTime() - start);
  }

  void print() {
    feed.print("");
    followers.print("");
    edgeFeed.print("");
  }

  private long someLoaded() {
    return cast.loaded()[ThreadLocalRandom.current().nextInt(cast.loaded().length)];
  }

  /** Where the follow stands; null where it changed nothing. */
  private String follow(Cast.Person reader, long other) {
    AtomicReference<Metadata> headers = new AtomicReference<>();
    GraphServiceGrpc.newBlockingStub(target.as("graph", reader.token()))
        .withInterceptors(
            MetadataUtils.newCaptureMetadataInterceptor(headers, new AtomicReference<>()))
        .follow(FollowRequest.newBuilder().setAccountId(Long.toString(other)).build());
    return headers.get().get(AFTER);
  }

  private static Channel naming(Channel channel, String after) {
    Metadata headers = new Metadata();
    headers.put(AFTER, after);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }
}
