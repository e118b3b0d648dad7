package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.ListFolloweeIdsRequest;
import tintype.graph.v1.ListFolloweeIdsResponse;
import tintype.platform.rpc.UnaryHandler;

/** Lists whom an account follows and whose posts of them it mutes, all at once, for services. */
final class ListFolloweeIds
    implements UnaryHandler<ListFolloweeIdsRequest, ListFolloweeIdsResponse> {
  private final RelationStore relations;

  @Inject
  ListFolloweeIds(RelationStore relations) {
    this.relations = relations;
  }

  @Override
  public ListFolloweeIdsResponse handle(ListFolloweeIdsRequest request) {
    var response =
        ListFolloweeIdsResponse.newBuilder()
            .addAllFolloweeIds(relations.followeeIds(request.getAccountId()));
    relations
        .mutedFollowees(request.getAccountId())
        .forEach(
            (id, until) ->
                response.addMutedIds(id).addMuteEndMicros(RelationHalf.endMicros(until)));
    return response.build();
  }
}
