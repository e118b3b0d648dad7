package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.Account;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.AccountSummary;
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.UpdateProfileRequest;
import tintype.graph.v1.BatchGetRelationshipsRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.ListFollowersRequest;
import tintype.graph.v1.ListFollowersResponse;
import tintype.graph.v1.ListFollowingRequest;
import tintype.graph.v1.ListFollowingResponse;
import tintype.graph.v1.ListMutualFollowersRequest;
import tintype.graph.v1.Relationship;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;

/** People follow each other, and look who does. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class GraphStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Duration SOON = Duration.ofSeconds(5);

  @Parameter Way way;
  private Person ana;

  @BeforeEach
  void register() {
    ana = Person.register(SYSTEM.enter(way));
  }

  @Test
  void followingTwiceIsFollowingOnce() {
    Person ben = another();

    Relationship first = ana.follow(ben);
    Relationship again = ana.follow(ben);

    assertThat(first.getFollowing()).isTrue();
    assertThat(again).isEqualTo(first);
    assertThat(followingOf(ana, 10)).containsExactly(ben.id());
  }

  @Test
  void unfollowingUndoesAndMayBeRepeated() {
    Person ben = another();
    ana.follow(ben);

    Relationship after = ana.unfollow(ben);

    assertThat(after.getFollowing()).isFalse();
    assertThat(ana.unfollow(ben)).isEqualTo(after);
    assertThat(followingOf(ana, 10)).isEmpty();
    assertThat(followersOf(ben, 10)).isEmpty();
  }

  @Test
  void aFollowShowsOnTheOtherSideAtTheNextRead() {
    for (int i = 0; i < 5; i++) {
      Person ben = another();

      ana.follow(ben);
      assertThat(followersOf(ben, 10)).containsExactly(ana.id());
      assertThat(countsOf(ben).getFollowers()).isEqualTo(1);
      ana.unfollow(ben);
      assertThat(countsOf(ben).getFollowers()).isZero();
      assertThat(followersOf(ben, 10)).isEmpty();
    }
  }

  @Test
  void nobodyFollowsThemselves() {
    Refused refused = Refused.by(() -> ana.follow(ana));

    assertThat(refused.codeAndReason()).isEqualTo("INVALID_ARGUMENT CANNOT_FOLLOW_SELF");
    assertThat(refused.domain()).isEqualTo("graph.tintype");
  }

  @Test
  void relationshipsAreSeenFromTheCaller() {
    Person ben = another();
    Person cleo = another();
    ana.follow(ben);
    cleo.follow(ana);
    var request =
        BatchGetRelationshipsRequest.newBuilder()
            .addAllAccountIds(List.of(cleo.id(), "1", ben.id()))
            .build();

    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(
                    ana.call(GraphServiceGrpc.getBatchGetRelationshipsMethod(), request)
                        .getRelationshipsList())
                .containsExactly(
                    Relationship.newBuilder().setAccountId(cleo.id()).setFollowedBy(true).build(),
                    Relationship.newBuilder().setAccountId(ben.id()).setFollowing(true).build()));
  }

  @Test
  void listsAreNewestFirstInPagesOfAnySize() {
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Person other = another();
      ana.follow(other);
      other.follow(ana);
      newestFirst.addFirst(other.id());
      // Followers stand in the order in which the news of them arrived.
      Eventually.awaitPass(SOON, () -> assertThat(followersOf(ana, 100)).isEqualTo(newestFirst));
    }

    for (int size : new int[] {1, 2, 4, 5, 6}) {
      assertThat(followingOf(ana, size)).as("pages of %d", size).isEqualTo(newestFirst);
      assertThat(followersOf(ana, size)).as("pages of %d", size).isEqualTo(newestFirst);
    }
  }

  @Test
  void whomOneFollowsComesFirstAndIsCounted() {
    Person ben = another();
    Person cleo = another();
    Person dora = another();
    for (Person follower : List.of(cleo, dora)) {
      follower.follow(ben);
      Eventually.awaitPass(SOON, () -> assertThat(followersOf(ben, 10)).contains(follower.id()));
    }
    ana.follow(cleo);

    for (int size : new int[] {1, 2, 3}) {
      assertThat(followersOf(ben, size)).containsExactly(cleo.id(), dora.id());
    }
    var request = ListMutualFollowersRequest.newBuilder().setAccountId(ben.id()).build();
    var mutual = ana.call(GraphServiceGrpc.getListMutualFollowersMethod(), request);
    assertThat(mutual.getTotalCount()).isEqualTo(1);
    assertThat(mutual.getAccountsList())
        .extracting(AccountSummary::getId)
        .containsExactly(cleo.id());
  }

  @Test
  void followersAreFoundByTheirNames() {
    Person ben = another();
    Person cleo = another();
    Person dora = another();
    cleo.follow(ben);
    dora.follow(ben);
    Eventually.awaitPass(SOON, () -> assertThat(followersOf(ben, 10)).hasSize(2));
    dora.call(
        AccountServiceGrpc.getUpdateProfileMethod(),
        UpdateProfileRequest.newBuilder().setFullName("Isidora de Ångström").build());

    Eventually.awaitPass(SOON, () -> assertThat(named(ben, "ÅNG")).containsExactly(dora.id()));
    assertThat(named(ben, "DE ÅNG")).isEmpty();
    assertThat(named(ben, "isidora DE")).containsExactly(dora.id());
    assertThat(named(ben, cleo.account().getUsername().toUpperCase())).containsExactly(cleo.id());
  }

  private List<String> named(Person person, String query) {
    var request =
        ListFollowersRequest.newBuilder().setAccountId(person.id()).setQuery(query).build();
    return ana.call(GraphServiceGrpc.getListFollowersMethod(), request).getAccountsList().stream()
        .map(AccountSummary::getId)
        .toList();
  }

  private Account.Counts countsOf(Person person) {
    var request = GetAccountRequest.newBuilder().setAccountId(person.id()).build();
    return ana.call(AccountServiceGrpc.getGetAccountMethod(), request).getAccount().getCounts();
  }

  private Person another() {
    return Person.register(SYSTEM.enter(way));
  }

  private List<String> followingOf(Person person, int pageSize) {
    List<String> ids = new ArrayList<>();
    ListFollowingResponse page;
    var request = ListFollowingRequest.newBuilder().setAccountId(person.id()).setPageSize(pageSize);
    do {
      page = ana.call(GraphServiceGrpc.getListFollowingMethod(), request.build());
      page.getAccountsList().stream().map(AccountSummary::getId).forEach(ids::add);
      request.setPageToken(page.getNextPageToken());
      assertThat(page.getAccountsCount()).isLessThanOrEqualTo(pageSize);
    } while (!page.getNextPageToken().isEmpty());
    return ids;
  }

  private List<String> followersOf(Person person, int pageSize) {
    List<String> ids = new ArrayList<>();
    ListFollowersResponse page;
    var request = ListFollowersRequest.newBuilder().setAccountId(person.id()).setPageSize(pageSize);
    do {
      page = ana.call(GraphServiceGrpc.getListFollowersMethod(), request.build());
      page.getAccountsList().stream().map(AccountSummary::getId).forEach(ids::add);
      request.setPageToken(page.getNextPageToken());
      assertThat(page.getAccountsCount()).isLessThanOrEqualTo(pageSize);
    } while (!page.getNextPageToken().isEmpty());
    return ids;
  }
}
