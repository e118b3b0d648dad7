package tintype.graph;

import jakarta.inject.Inject;
import java.util.Map;
import tintype.graph.v1.BatchGetFollowCountsRequest;
import tintype.graph.v1.BatchGetFollowCountsResponse;
import tintype.graph.v1.FollowCounts;
import tintype.platform.rpc.UnaryHandler;

/** Answers how many follow, and are followed by, each account, in the order asked. */
final class BatchGetFollowCounts
    implements UnaryHandler<BatchGetFollowCountsRequest, BatchGetFollowCountsResponse> {
  private final RelationStore relations;

  @Inject
  BatchGetFollowCounts(RelationStore relations) {
    this.relations = relations;
  }

  @Override
  public BatchGetFollowCountsResponse handle(BatchGetFollowCountsRequest request) {
    Map<Long, FollowCounts> counts = relations.counts(request.getAccountIdsList());

    var response = BatchGetFollowCountsResponse.newBuilder();
    for (long account : request.getAccountIdsList()) {
      FollowCounts none = FollowCounts.newBuilder().setAccountId(account).build();
      response.addCounts(counts.getOrDefault(account, none));
    }
    return response.build();
  }
}
