package tintype.media;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import tintype.graph.v1.BatchGetRelationFactsRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.GraphServiceGrpc.GraphServiceFutureStub;
import tintype.graph.v1.RelationFacts;
import tintype.platform.server.Peers;

/** Whom an author restricts, as graph-service tells. */
final class Restrictions {
  private final GraphServiceFutureStub graph;

  @Inject
  Restrictions(Peers peers) {
    graph = GraphServiceGrpc.newFutureStub(peers.channel("graph"));
  }

  /** Those of the accounts (1,000 at most) that the author restricts. */
  Set<Long> by(long author, Collection<Long> accounts) {
    Set<Long> restricted = new HashSet<>();
    if (accounts.isEmpty()) {
      return restricted;
    }
    var request =
        BatchGetRelationFactsRequest.newBuilder()
            .setViewerId(author)
            .addAllAuthorIds(accounts)
            .build();
    try {
      graph.batchGetRelationFacts(request).get().getFactsList().stream()
          .filter(RelationFacts::getRestricting)
          .forEach(facts -> restricted.add(facts.getAuthorId()));
      return restricted;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while asking for restrictions", e);
    }
  }
}
