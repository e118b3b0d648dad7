package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.ListFolloweeIdsRequest;
import tintype.graph.v1.ListFolloweeIdsResponse;
import tintype.platform.rpc.UnaryHandler;

/** Lists whom an account follows, all at once, for services. */
final class ListFolloweeIds
    implements UnaryHandler<ListFolloweeIdsRequest, ListFolloweeIdsResponse> {
  private final RelationStore relations;

  @Inject
  ListFolloweeIds(RelationStore relations) {
    this.relations = relations;
  }

  @Override
  public ListFolloweeIdsResponse handle(ListFolloweeIdsRequest request) {
    return ListFolloweeIdsResponse.newBuilder()
        .addAllFolloweeIds(relations.followeeIds(request.getAccountId()))
        .build();
  }
}
