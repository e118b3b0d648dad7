package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import tintype.graph.v1.BatchGetRelationFactsRequest;
import tintype.graph.v1.BatchGetRelationFactsResponse;
import tintype.graph.v1.RelationFacts;
import tintype.platform.rpc.UnaryHandler;

/** Answers the facts of the visibility rule, one for each author in the order asked. */
final class BatchGetRelationFacts
    implements UnaryHandler<BatchGetRelationFactsRequest, BatchGetRelationFactsResponse> {
  private final RelationStore relations;
  private final Clock clock;

  @Inject
  BatchGetRelationFacts(RelationStore relations, Clock clock) {
    this.relations = relations;
    this.clock = clock;
  }

  @Override
  public BatchGetRelationFactsResponse handle(BatchGetRelationFactsRequest request) {
    long now = Micros.now(clock);
    Map<Long, Relation> rows = relations.getAll(request.getViewerId(), request.getAuthorIdsList());

    var response = BatchGetRelationFactsResponse.newBuilder();
    request.getAuthorIdsList().forEach(author -> response.addFacts(facts(rows.get(author), now)));
    return response.build();
  }

  private static RelationFacts facts(Relation row, long nowMicros) {
    return RelationFacts.newBuilder()
        .setAuthorId(row.key().other())
        .setFollowing(row.own().following())
        .setBlocking(row.own().blocking())
        .setBlockedBy(row.mirrored().blockedBy())
        .setRestricting(row.own().restricting())
        .setMutingPosts(row.own().mutesPosts(nowMicros))
        .setCloseFriend(row.mirrored().closeFriendOf())
        .build();
  }
}
