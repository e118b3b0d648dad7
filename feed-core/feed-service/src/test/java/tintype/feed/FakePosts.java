package tintype.feed;

import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import tintype.account.v1.AccountSummary;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.BatchGetPostsResponse;
import tintype.media.v1.ListPostIdsRequest;
import tintype.media.v1.ListPostIdsResponse;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc.PostServiceImplBase;
import tintype.platform.auth.AuthInterceptor;

/** Stands in for media-service: the posts of a world, some of them visible to nobody. */
final class FakePosts extends PostServiceImplBase {
  private static final Context.Key<String> VIEWER = Context.key("viewer");

  final Set<Long> invisible = ConcurrentHashMap.newKeySet();

  /** They mention somebody whom every viewer blocks. */
  final Set<Long> unwelcome = ConcurrentHashMap.newKeySet();

  final AtomicInteger batches = new AtomicInteger();
  final AtomicInteger listings = new AtomicInteger();
  final Set<String> viewers = ConcurrentHashMap.newKeySet();
  volatile boolean down;

  private final World world;

  FakePosts(World world) {
    this.world = world;
  }

  /** With an ear for whom it is called on behalf of. */
  BindableService served() {
    return () -> ServerInterceptors.intercept(this, new Viewer());
  }

  @Override
  public void batchGetPosts(
      BatchGetPostsRequest request, StreamObserver<BatchGetPostsResponse> observer) {
    batches.incrementAndGet();
    viewers.add(String.valueOf(VIEWER.get()));
    if (down || request.getPostIdsCount() > 100) {
      observer.onError(Status.UNAVAILABLE.asRuntimeException());
      return;
    }
    var answer = BatchGetPostsResponse.newBuilder();
    for (String text : request.getPostIdsList()) {
      String[] parts = text.split("_");
      long id = Long.parseLong(parts[0]);
      boolean left =
          invisible.contains(id)
              || (request.getWithoutMentionsOfBlocked() && unwelcome.contains(id));
      if (world.authorOf(id) == Long.parseLong(parts[1]) && !left) {
        answer.addPosts(
            Post.newBuilder().setId(text).setAuthor(AccountSummary.newBuilder().setId(parts[1])));
      }
    }
    observer.onNext(answer.build());
    observer.onCompleted();
  }

  @Override
  public void listPostIds(
      ListPostIdsRequest request, StreamObserver<ListPostIdsResponse> observer) {
    listings.incrementAndGet();
    if (down || request.getAuthorIdsCount() > 1_000) {
      observer.onError(Status.UNAVAILABLE.asRuntimeException());
      return;
    }
    List<Long> ids =
        world.postsOf(new TreeSet<>(request.getAuthorIdsList())).stream()
            .filter(id -> request.getBefore() == 0 || id < request.getBefore())
            .limit(request.getLimit())
            .toList();
    var answer = ListPostIdsResponse.newBuilder().addAllPostIds(ids);
    ids.forEach(id -> answer.addAuthorIds(world.authorOf(id)));
    observer.onNext(answer.build());
    observer.onCompleted();
  }

  private static final class Viewer implements ServerInterceptor {
    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
        ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
      String viewer = headers.get(AuthInterceptor.ON_BEHALF_OF);
      return Contexts.interceptCall(
          Context.current().withValue(VIEWER, viewer), call, headers, next);
    }
  }
}
