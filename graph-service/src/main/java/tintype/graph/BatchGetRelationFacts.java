package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Map;
import tintype.graph.v1.BatchGetRelationFactsRequest;
import tintype.graph.v1.BatchGetRelationFactsResponse;
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
    request.getAuthorIdsList().forEach(author -> response.addFacts(rows.get(author).toFacts(now)));
    return response.build();
  }
}
