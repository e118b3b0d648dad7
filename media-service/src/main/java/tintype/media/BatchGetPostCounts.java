package tintype.media;

import jakarta.inject.Inject;
import java.util.Map;
import tintype.media.v1.BatchGetPostCountsRequest;
import tintype.media.v1.BatchGetPostCountsResponse;
import tintype.platform.rpc.UnaryHandler;

/** How many posts each account has, in the order asked. */
final class BatchGetPostCounts
    implements UnaryHandler<BatchGetPostCountsRequest, BatchGetPostCountsResponse> {
  private final PostStore posts;

  @Inject
  BatchGetPostCounts(PostStore posts) {
    this.posts = posts;
  }

  @Override
  public BatchGetPostCountsResponse handle(BatchGetPostCountsRequest request) {
    Map<Long, Integer> counts = posts.counts(request.getAccountIdsList());

    var response = BatchGetPostCountsResponse.newBuilder();
    request.getAccountIdsList().forEach(id -> response.addPosts(counts.getOrDefault(id, 0)));
    return response.build();
  }
}
