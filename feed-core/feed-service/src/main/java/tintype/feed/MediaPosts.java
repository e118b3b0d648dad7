package tintype.feed;

import io.grpc.stub.StreamObserver;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.BatchGetPostsResponse;
import tintype.media.v1.ListPostIdsRequest;
import tintype.media.v1.ListPostIdsResponse;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.PostServiceGrpc.PostServiceStub;
import tintype.platform.server.Peers;

/**
 * What media-service knows of posts, without waiting for it. What depends on an answer runs on the
 * thread that brings it, in the context of the call that asked.
 */
@Singleton
final class MediaPosts {
  /** As many posts as one BatchGetPosts takes. */
  static final int MAX_BATCH = 100;

  /** As many authors as one ListPostIds takes. */
  private static final int MAX_AUTHORS = 1_000;

  private final PostServiceStub posts;

  @Inject
  MediaPosts(Peers peers) {
    posts = PostServiceGrpc.newStub(peers.channel("media"));
  }

  /**
   * The newest posts of the authors below a bound: together, the answers have the newest {@code
   * limit}.
   */
  CompletableFuture<List<ListPostIdsResponse>> listIds(long[] authors, long before, int limit) {
    List<CompletableFuture<ListPostIdsResponse>> answers = new ArrayList<>();
    for (int from = 0; from < authors.length; from += MAX_AUTHORS) {
      long[] some = Arrays.copyOfRange(authors, from, Math.min(authors.length, from + MAX_AUTHORS));
      ListPostIdsRequest request =
          ListPostIdsRequest.newBuilder()
              .addAllAuthorIds(LongStream.of(some).boxed().toList())
              .setBefore(before)
              .setLimit(limit)
              .build();
      answers.add(call(posts::listPostIds, request));
    }
    return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
        .thenApply(done -> answers.stream().map(CompletableFuture::join).toList());
  }

  /**
   * The posts as an account sees them in its feed, by their ids' text; absent are those that it may
   * not see, and those of others that mention somebody whom it blocks.
   *
   * @param ids at most {@value #MAX_BATCH}
   */
  CompletableFuture<Map<String, Post>> visibleTo(long viewer, List<String> ids) {
    if (ids.isEmpty()) {
      return CompletableFuture.completedFuture(Map.of());
    }
    PostServiceStub onBehalf = Peers.onBehalfOf(posts, viewer);
    BatchGetPostsRequest request =
        BatchGetPostsRequest.newBuilder()
            .addAllPostIds(ids)
            .setWithoutMentionsOfBlocked(true)
            .build();
    return call(onBehalf::batchGetPosts, request).thenApply(MediaPosts::byId);
  }

  private static Map<String, Post> byId(BatchGetPostsResponse answer) {
    Map<String, Post> byId = HashMap.newHashMap(answer.getPostsCount());
    answer.getPostsList().forEach(post -> byId.put(post.getId(), post));
    return byId;
  }

  private static <Q, A> CompletableFuture<A> call(
      BiConsumer<Q, StreamObserver<A>> method, Q request) {
    CompletableFuture<A> answer = new CompletableFuture<>();
    method.accept(
        request,
        new StreamObserver<>() {
          @Override
          public void onNext(A value) {
            answer.complete(value);
          }

          @Override
          public void onError(Throwable failure) {
            answer.completeExceptionally(failure);
          }

          @Override
          public void onCompleted() {
            // Completed with its one message already.
          }
        });
    return answer;
  }
}
