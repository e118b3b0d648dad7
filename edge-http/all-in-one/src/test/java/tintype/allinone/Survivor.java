package tintype.allinone;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.MethodDescriptor;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import tintype.allinone.Door.UnansweredException;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.Relationship;
import tintype.media.v1.Media;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.testkit.Pictures;

/** Somebody who writes to a system that is killed, and goes on when it is back. */
final class Survivor {
  private static final Duration TOKEN_TO_SPARE = Duration.ofMinutes(5);
  private static final int DEADLINE_SECONDS = 30;

  private final boolean overHttp;
  private RunningSystem system;
  private Person person;

  /**
   * Somebody new.
   *
   * @param overHttp calls the edge, else the services
   */
  Survivor(RunningSystem system, boolean overHttp) {
    this.overHttp = overHttp;
    this.system = system;
    this.person = Person.register(system.http());
  }

  /** Goes on with the system as it runs now. */
  void enter(RunningSystem system) {
    this.system = system;
    person = person.over(system.http());
    long expires = person.tokens().getAccessTokenExpireTime().getSeconds();
    if (Instant.ofEpochSecond(expires).isBefore(Instant.now().plus(TOKEN_TO_SPARE))) {
      person = person.onAnotherDevice();
    }
  }

  String id() {
    return person.id();
  }

  /**
   * Calls; fields as {@link Requests#of} takes them.
   *
   * @throws UnansweredException if it is not known whether it took effect
   * @throws Refused if the system said no
   */
  <Q extends Message, A extends Message> A send(MethodDescriptor<Q, A> method, Object... fields) {
    Q request = Requests.of(method, fields);
    try {
      return overHttp ? system.http().call(method, request, person.token()) : grpc(method, request);
    } catch (UncheckedIOException e) {
      throw new UnansweredException(e);
    } catch (StatusRuntimeException e) {
      throw isUnanswered(e.getStatus().getCode()) ? new UnansweredException(e) : Refused.of(e);
    } catch (Refused e) {
      throw isUnanswered(e.code()) ? new UnansweredException(e) : e;
    }
  }

  private <Q extends Message, A extends Message> A grpc(MethodDescriptor<Q, A> method, Q request) {
    var channel = system.grpc().channel(method, person.token());
    var options = CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    return ClientCalls.blockingUnaryCall(channel, method, options, request);
  }

  private static boolean isUnanswered(Code code) {
    return switch (code) {
      case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, RESOURCE_EXHAUSTED -> true;
      default -> false;
    };
  }

  /** Publishes a picture, while nobody kills the system. */
  Post post(String caption, Object... more) {
    Media media = person.upload(Pictures.jpeg(40, 30, caption.hashCode()));
    List<Object> fields = new ArrayList<>(List.of("media_ids", List.of(media.getId())));
    fields.addAll(List.of("caption", caption));
    fields.addAll(List.of(more));
    return send(PostServiceGrpc.getCreatePostMethod(), fields.toArray()).getPost();
  }

  Relationship follow(Survivor other) {
    return send(GraphServiceGrpc.getFollowMethod(), "account_id", other.id()).getRelationship();
  }

  Relationship unfollow(Survivor other) {
    return send(GraphServiceGrpc.getUnfollowMethod(), "account_id", other.id()).getRelationship();
  }

  /** What is between them as this one sees it; all false where the other is not there. */
  Relationship to(Survivor other) {
    var method = GraphServiceGrpc.getBatchGetRelationshipsMethod();
    return send(method, "account_ids", List.of(other.id())).getRelationshipsList().stream()
        .findFirst()
        .orElse(Relationship.getDefaultInstance());
  }

  Post see(Post post) {
    return send(PostServiceGrpc.getGetPostMethod(), "post_id", post.getId()).getPost();
  }

  boolean mayView(Post post) {
    var method = PostServiceGrpc.getBatchGetPostsMethod();
    return send(method, "post_ids", List.of(post.getId())).getPostsCount() > 0;
  }

  List<Post> feed() {
    var method = FeedServiceGrpc.getListHomePostsMethod();
    return send(method, "page_size", 100).getPostsList();
  }

  List<Post> gridOf(Survivor author) {
    var method = PostServiceGrpc.getListAccountPostsMethod();
    return send(method, "account_id", author.id(), "page_size", 100).getPostsList();
  }

  @Override
  public String toString() {
    return person.account().getUsername();
  }
}
