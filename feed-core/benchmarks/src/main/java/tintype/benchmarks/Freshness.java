package tintype.benchmarks;

import com.google.protobuf.ByteString;
import io.grpc.Channel;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.PostServiceGrpc;

/** Uploads pictures and posts them, and times how soon a follower's feed has each post. */
final class Freshness {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long POLL_NANOS = Duration.ofMillis(1).toNanos();

  private final Times visible = new Times("post to follower");
  private final AtomicLong missed = new AtomicLong();
  private final ByteString picture = Picture.drawn();
  private final Target target;
  private final Cast cast;

  Freshness(Target target, Cast cast) {
    this.target = target;
    this.cast = cast;
  }

  void post() throws Exception {
    Cast.Person author =
        cast.authors().get(ThreadLocalRandom.current().nextInt(cast.authors().size()));
    Channel media = target.as("media", author.token());
    String uploaded = Picture.upload(media, picture);
    String id =
        PostServiceGrpc.newBlockingStub(media)
            .createPost(CreatePostRequest.newBuilder().addMediaIds(uploaded).build())
            .getPost()
            .getId();
    long answered = System.nanoTime();
    // Beside the loop that posts, whose time ends with the answer.
    Thread.ofVirtual().start(() -> awaitVisible(Long.parseLong(id.split("_")[0]), answered));
  }

  void print() {
    visible.print(missed.get() == 0 ? "" : "   NOT IN TIME " + missed.get());
  }

  private void awaitVisible(long post, long answered) {
    var feed = FeedServiceGrpc.newBlockingStub(target.asTools("feed"));
    GetHomeFeedRequest request =
        GetHomeFeedRequest.newBuilder().setAccountId(cast.someReader().id()).build();
    while (!feed.getHomeFeed(request).getPostIdsList().contains(post)) {
      if (System.nanoTime() - answered > PATIENCE.toNanos()) {
        missed.incrementAndGet();
        return;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    visible.record(System.nanoTime() - answered);
  }
}
