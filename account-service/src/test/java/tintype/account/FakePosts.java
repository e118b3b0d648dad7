package tintype.account;

import io.grpc.stub.StreamObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tintype.media.v1.BatchGetPostCountsRequest;
import tintype.media.v1.BatchGetPostCountsResponse;
import tintype.media.v1.PostServiceGrpc.PostServiceImplBase;

/** Stands in for media-service: accounts have as many posts as a test says. */
final class FakePosts extends PostServiceImplBase {
  private final Map<Long, Integer> posts = new ConcurrentHashMap<>();

  void setPosts(long account, int count) {
    posts.put(account, count);
  }

  @Override
  public void batchGetPostCounts(
      BatchGetPostCountsRequest request, StreamObserver<BatchGetPostCountsResponse> observer) {
    var response = BatchGetPostCountsResponse.newBuilder();
    request.getAccountIdsList().forEach(id -> response.addPosts(posts.getOrDefault(id, 0)));
    observer.onNext(response.build());
    observer.onCompleted();
  }
}
