package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tintype.account.v1.Account;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.AccountSummary;
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.UpdateProfileRequest;
import tintype.graph.v1.BlockRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListBlocksRequest;
import tintype.graph.v1.ListFollowRequestsRequest;
import tintype.graph.v1.ListFollowRequestsRequest.Direction;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;

/** Somebody blocks all who follow her, and whom she follows or has asked to, at once. */
final class CutBlocks implements CutWork {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int OTHERS = 8;

  private final List<Person> others = new ArrayList<>();
  private final CutCalls<Person> calls = new CutCalls<>();
  private Person blocker;

  /** Every other one is private, and is asked. */
  @Override
  public void prepare(RunningSystem system) {
    blocker = Person.register(system.http());
    for (int i = 0; i < OTHERS; i++) {
      Person other = Person.register(system.http());
      others.add(other);
      boolean asked = i % 2 == 0;
      if (asked) {
        var goPrivate = UpdateProfileRequest.newBuilder().setPrivate(true).build();
        other.call(AccountServiceGrpc.getUpdateProfileMethod(), goPrivate);
      }
      other.follow(blocker);
      assertThat(blocker.follow(other).getRequested()).isEqualTo(asked);
    }
    Eventually.awaitPass(
        SOON,
        () -> {
          assertThat(counts(blocker).getFollowers()).isEqualTo(OTHERS);
          assertThat(counts(blocker).getFollowing()).isEqualTo(OTHERS / 2);
          assertThat(others).allMatch(other -> counts(other).getFollowing() == 1);
        });
  }

  @Override
  public void begin(RunningSystem system) {
    calls.begin(others, this::block);
  }

  @Override
  public boolean isUnderWay(RunningSystem system) {
    return calls.isAnyAcknowledged();
  }

  @Override
  public boolean isCut(RunningSystem system) {
    return leftOf(system) > 0;
  }

  @Override
  public void finish(RunningSystem system) {
    blocker = blocker.over(system.http());
    calls.finish(this::block);
    Eventually.awaitPass(
        SOON,
        () -> {
          assertThat(counts(blocker)).isEqualTo(Account.Counts.getDefaultInstance());
          assertThat(requests(blocker, Direction.SENT)).isEmpty();
          assertThat(blocked())
              .containsExactlyInAnyOrderElementsOf(others.stream().map(Person::id).toList());
          others.forEach(other -> assertApart(other.over(system.http())));
          assertThat(leftOf(system)).isZero();
        });
  }

  private void assertApart(Person other) {
    assertThat(counts(other)).isEqualTo(Account.Counts.getDefaultInstance());
    assertThat(requests(other, Direction.RECEIVED)).isEmpty();
    var get = GetAccountRequest.newBuilder().setAccountId(blocker.id()).build();
    assertThat(
            Refused.by(() -> other.call(AccountServiceGrpc.getGetAccountMethod(), get))
                .codeAndReason())
        .isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");
  }

  private void block(Person other) {
    var request = BlockRequest.newBuilder().setAccountId(other.id()).build();
    blocker.call(GraphServiceGrpc.getBlockMethod(), request);
  }

  private List<String> blocked() {
    var request = ListBlocksRequest.newBuilder().setPageSize(100).build();
    return blocker.call(GraphServiceGrpc.getListBlocksMethod(), request).getAccountsList().stream()
        .map(AccountSummary::getId)
        .toList();
  }

  private static Account.Counts counts(Person person) {
    var request = GetMeRequest.getDefaultInstance();
    return person
        .call(AccountServiceGrpc.getGetMeMethod(), request)
        .getMe()
        .getAccount()
        .getCounts();
  }

  private static List<AccountSummary> requests(Person person, Direction direction) {
    var request = ListFollowRequestsRequest.newBuilder().setDirection(direction).build();
    return person.call(GraphServiceGrpc.getListFollowRequestsMethod(), request).getAccountsList();
  }

  /** Facts on either side that no block leaves. */
  private long leftOf(RunningSystem system) {
    List<Long> all = new ArrayList<>(others.stream().map(Person::number).toList());
    all.add(blocker.number());
    return system.count(
        Keyspace.GRAPH,
        """
        SELECT COUNT(*) FROM relation
        WHERE user_id IN (<all>) AND (following = 1 OR followed_by = 1 OR requested = 1
          OR requested_by = 1)
        """,
        query -> query.bindList("all", all));
  }
}
