package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tintype.graph.v1.BatchGetRelationshipsRequest;
import tintype.graph.v1.BatchGetRelationshipsResponse;
import tintype.graph.v1.RelationFacts;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * Answers what is between the caller and many accounts, in the order asked, without those that the
 * caller may not see. Between the caller and the caller there is nothing: all of it is false.
 */
final class BatchGetRelationships
    implements UnaryHandler<BatchGetRelationshipsRequest, BatchGetRelationshipsResponse> {
  private final People people;
  private final RelationStore relations;
  private final Clock clock;

  @Inject
  BatchGetRelationships(People people, RelationStore relations, Clock clock) {
    this.people = people;
    this.relations = relations;
    this.clock = clock;
  }

  @Override
  public BatchGetRelationshipsResponse handle(BatchGetRelationshipsRequest request) {
    long viewer = Caller.current().requireAccount();
    List<Long> ids =
        request.getAccountIdsList().stream()
            .map(id -> Caller.current().resolve("account_ids", id))
            .toList();

    long now = Micros.now(clock);
    Map<Long, Relation> rows = new HashMap<>();
    Map<Long, Person> met =
        people.meet(
            viewer,
            ids,
            () -> {
              rows.putAll(relations.getAll(viewer, ids));
              Map<Long, RelationFacts> facts = new HashMap<>();
              rows.forEach((id, row) -> facts.put(id, row.toFacts(now)));
              return facts;
            });

    var response = BatchGetRelationshipsResponse.newBuilder();
    ids.stream()
        .filter(id -> met.get(id).canBeSeen())
        .forEach(id -> response.addRelationships(rows.get(id).toProto(now)));
    return response.build();
  }
}
