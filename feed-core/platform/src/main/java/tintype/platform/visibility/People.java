package tintype.platform.visibility;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import tintype.account.v1.AccountFacts;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.AccountSummary;
import tintype.account.v1.BatchGetAccountFactsRequest;
import tintype.graph.v1.BatchGetRelationFactsRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.RelationFacts;
import tintype.platform.server.Peers;

/**
 * People as a viewer meets them: the facts of the visibility rule and how each is shown, in one
 * batch from account-service and one from graph-service, side by side.
 */
public final class People {
  /** One account as one viewer meets it. */
  public record Person(ViewerFacts facts, AccountSummary summary) {
    private static final Person ABSENT =
        new Person(ViewerFacts.ABSENT, AccountSummary.getDefaultInstance());

    public boolean canBeSeen() {
      return Visibility.canViewAccount(facts);
    }

    public boolean canView(Audience audience) {
      return Visibility.canView(facts, audience);
    }

    /** Whether also somebody without an account could view it. */
    public boolean everybodyCanView(Audience audience) {
      return Visibility.canView(facts.ofNobody(), audience);
    }
  }

  /** That one call takes. */
  private static final int MAX_ACCOUNTS = 1_000;

  private final AccountServiceGrpc.AccountServiceFutureStub accounts;
  private final GraphServiceGrpc.GraphServiceFutureStub graph;

  @Inject
  public People(Peers peers) {
    accounts = AccountServiceGrpc.newFutureStub(peers.channel("account"));
    graph = GraphServiceGrpc.newFutureStub(peers.channel("graph"));
  }

  /** One account, also one that never was. */
  public Person meet(Optional<Long> viewer, long account) {
    return meet(viewer, List.of(account)).getOrDefault(account, Person.ABSENT);
  }

  /** Each of the accounts, however many, also those that never were. */
  public Map<Long, Person> meetAll(Optional<Long> viewer, Collection<Long> accountIds) {
    List<Long> ids = accountIds.stream().distinct().toList();
    if (ids.size() <= MAX_ACCOUNTS) {
      return meet(viewer, ids);
    }
    Map<Long, Person> people = new HashMap<>();
    for (int from = 0; from < ids.size(); from += MAX_ACCOUNTS) {
      people.putAll(meet(viewer, ids.subList(from, Math.min(ids.size(), from + MAX_ACCOUNTS))));
    }
    return people;
  }

  /** Each of the accounts (1,000 at most), also those that never were. */
  public Map<Long, Person> meet(Optional<Long> viewer, Collection<Long> accountIds) {
    List<Long> ids = accountIds.stream().distinct().toList();
    return meet(viewer, ids, () -> viewer.map(v -> relations(v, ids)).orElse(Map.of()));
  }

  /**
   * The same for graph-service, which knows itself what is between them.
   *
   * @param relations by account; read while account-service answers
   */
  public Map<Long, Person> meet(
      long viewer, Collection<Long> accountIds, Supplier<Map<Long, RelationFacts>> relations) {
    return meet(Optional.of(viewer), accountIds.stream().distinct().toList(), relations);
  }

  private Map<Long, Person> meet(
      Optional<Long> viewer, List<Long> ids, Supplier<Map<Long, RelationFacts>> between) {
    Map<Long, Person> people = new HashMap<>();
    if (ids.isEmpty()) {
      return people;
    }
    var states =
        accounts.batchGetAccountFacts(
            BatchGetAccountFactsRequest.newBuilder().addAllAccountIds(ids).build());
    Map<Long, RelationFacts> relations = between.get();
    ids.forEach(id -> people.put(id, Person.ABSENT));
    for (AccountFacts account : await(states).getFactsList()) {
      RelationFacts relation =
          relations.getOrDefault(account.getAccountId(), RelationFacts.getDefaultInstance());
      people.put(account.getAccountId(), person(viewer, account, relation));
    }
    return people;
  }

  private Map<Long, RelationFacts> relations(long viewer, List<Long> ids) {
    var answer =
        await(
            graph.batchGetRelationFacts(
                BatchGetRelationFactsRequest.newBuilder()
                    .setViewerId(viewer)
                    .addAllAuthorIds(ids)
                    .build()));
    Map<Long, RelationFacts> relations = new HashMap<>();
    answer.getFactsList().forEach(fact -> relations.put(fact.getAuthorId(), fact));
    return relations;
  }

  private static Person person(
      Optional<Long> viewer, AccountFacts account, RelationFacts relation) {
    boolean self = viewer.isPresent() && viewer.get() == account.getAccountId();
    return new Person(
        new ViewerFacts(
            self,
            true,
            account.getHidden(),
            account.getSummary().getPrivate(),
            relation.getFollowing(),
            relation.getBlocking(),
            relation.getBlockedBy(),
            relation.getCloseFriend()),
        account.getSummary());
  }

  private static <A> A await(Future<A> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while meeting people", e);
    }
  }
}
