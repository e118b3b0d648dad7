package tintype.graph;

import jakarta.inject.Inject;
import java.util.Map;
import tintype.graph.v1.BatchGetRelationFactsRequest;
import tintype.graph.v1.BatchGetRelationFactsResponse;
import tintype.graph.v1.RelationFacts;
import tintype.platform.rpc.UnaryHandler;

/** Answers the facts of the visibility rule, one for each author in the order asked. */
final class BatchGetRelationFacts
    implements UnaryHandler<BatchGetRelationFactsRequest, BatchGetRelationFactsResponse> {
  private final RelationStore relations;

  @Inject
  BatchGetRelationFacts(RelationStore relations) {
    this.relations = relations;
  }

  @Override
  public BatchGetRelationFactsResponse handle(BatchGetRelationFactsRequest request) {
    Map<Long, Relation> rows = relations.getAll(request.getViewerId(), request.getAuthorIdsList());

    var response = BatchGetRelationFactsResponse.newBuilder();
    request.getAuthorIdsList().forEach(author -> response.addFacts(facts(rows.get(author))));
    return response.build();
  }

  private static RelationFacts facts(Relation row) {
    return RelationFacts.newBuilder()
        .setAuthorId(row.key().other())
        .setFollowing(row.own().following())
        .setBlocking(row.own().blocking())
        .setBlockedBy(row.mirrored().blockedBy())
        .build();
  }
}
