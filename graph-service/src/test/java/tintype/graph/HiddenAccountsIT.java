package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.v1.FollowCounts;
import tintype.graph.v1.ImportFollowsRequest;
import tintype.graph.v1.ImportFollowsRequest.Follows;
import tintype.platform.hidden.HiddenAccountLog;
import tintype.platform.hidden.HiddenAccounts;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;

/** Accounts that hide leave the counts of others, and come back whole. */
@OnEveryDatabase
final class HiddenAccountsIT {
  private static final int LIMIT = 3;
  private static final Duration SOON = Duration.ofSeconds(10);

  @RegisterExtension static final GraphBed bed = GraphBed.withFollowingLimit(LIMIT);

  private final long ana = bed.account();
  private final long bob = bed.account();
  private final long cy = bed.account();

  @AfterEach
  void countsAreThoseOfTheRows() {
    bed.awaitMirror();
  }

  @Test
  void whoHidesLeavesTheCountsOfOthersAndComesBackWhole() {
    follow(ana, bob);
    follow(bob, ana);
    follow(bob, cy);
    follow(cy, bob);

    hide(ana);

    assertCounts(bob, 1, 1);
    assertCounts(cy, 1, 1);
    assertCounts(ana, 1, 1);

    show(ana);

    assertCounts(bob, 2, 2);
    assertCounts(cy, 1, 1);
    assertCounts(ana, 1, 1);
  }

  @Test
  void twoWhoFollowEachOtherMayBothHide() {
    follow(ana, bob);
    follow(bob, ana);
    hide(ana);
    hide(bob);

    assertCounts(ana, 0, 0);
    assertCounts(bob, 0, 0);

    show(ana);
    assertCounts(ana, 0, 0);
    assertCounts(bob, 1, 1);
    show(bob);
    assertCounts(ana, 1, 1);
  }

  @Test
  void whoNeverHadToDoWithAnybodyMayHide() {
    hide(ana);
    show(ana);

    assertCounts(ana, 0, 0);
    assertThat(bed.numbers("SELECT other_id FROM relation WHERE user_id = ?", ana)).isEmpty();
  }

  @Test
  void requestsAndEndedFollowsCountNeitherBeforeNorAfter() {
    bed.accounts.setPrivate(ana, true);
    bed.graph.follow(bob, ana);
    follow(ana, cy);
    bed.graph.unfollow(ana, cy);
    bed.awaitMirror();

    hide(ana);
    show(ana);

    assertCounts(ana, 0, 0);
    assertCounts(bob, 0, 0);
    assertCounts(cy, 0, 0);
  }

  @Test
  void closeFriendsStay() {
    KeptList.CLOSE_FRIENDS.add(bed.graph, bob, "" + ana);
    follow(bob, ana);

    hide(ana);

    assertThat(closeFriends(bob)).isEqualTo(1);
    assertCounts(bob, 0, 0);
    KeptList.CLOSE_FRIENDS.remove(bed.graph, bob, "" + ana);
    assertThat(closeFriends(bob)).isZero();
  }

  /** Nobody may follow more than the limit once all of them are back. */
  @Test
  void theLimitIsOfHiddenOnesToo() {
    List<Long> others = new ArrayList<>();
    for (int i = 0; i < LIMIT; i++) {
      others.add(bed.account());
      follow(ana, others.get(i));
    }
    hide(others.get(0));
    assertCounts(ana, LIMIT - 1, 0);

    Refusal.assertRefused(
        Code.FAILED_PRECONDITION, "TOO_MANY_FOLLOWING", () -> bed.graph.follow(ana, bob));
    var imported =
        bed.graph.importFollows(
            ImportFollowsRequest.newBuilder()
                .addFollows(Follows.newBuilder().setFollowerId(ana).addFolloweeIds(bob))
                .build());
    assertThat(imported.getRefused()).isEqualTo(1);

    bed.graph.unfollow(ana, others.get(0));
    assertCounts(ana, LIMIT - 1, 0);
    assertThat(bed.graph.follow(ana, bob).getFollowing()).isTrue();
    show(others.get(0));
    assertCounts(ana, LIMIT, 0);
  }

  @Test
  void whatEndsWhileOneHidesCountsOnceAndDoesNotComeBack() {
    follow(bob, ana);
    follow(ana, cy);
    follow(cy, ana);
    long dan = bed.account();
    follow(dan, ana);
    follow(ana, dan);
    hide(ana);

    bed.graph.unfollow(bob, ana);
    bed.graph.removeFollower(cy, ana);
    bed.changeAndEnd(dan, ana, OwnFacts::block);
    bed.awaitMirror();
    assertCounts(bob, 0, 0);
    assertCounts(cy, 0, 0);
    assertCounts(dan, 0, 0);

    show(ana);
    assertCounts(bob, 0, 0);
    assertCounts(cy, 1, 0);
    assertCounts(dan, 0, 0);
    assertCounts(ana, 0, 1);
  }

  /** The log of follows is behind: the walk cannot meet those whom only it would tell of. */
  @Test
  void followsThatAreMirroredLateDoNotCountUntilTheAccountIsBack() {
    bed.stopMirror();
    try {
      bed.graph.follow(bob, ana);
      bed.graph.follow(ana, cy);
      hide(ana);
    } finally {
      bed.startMirror();
    }
    bed.awaitMirror();

    assertCounts(bob, 0, 0);
    assertCounts(cy, 0, 0);
    assertCounts(ana, 1, 1);

    show(ana);
    assertCounts(bob, 1, 0);
    assertCounts(cy, 0, 1);
  }

  /** An earlier process of somebody who was not seen to hide, in both directions. */
  @Test
  void followsThatArriveWhileOneHidesDoNotCount() {
    hide(ana);
    bed.changeAndEnd(ana, bob, own -> own.follow(7));
    bed.changeAndEnd(cy, ana, own -> own.follow(7));
    bed.awaitMirror();

    assertCounts(bob, 0, 0);
    assertCounts(cy, 0, 0);

    show(ana);
    assertCounts(bob, 0, 1);
    assertCounts(cy, 1, 0);
    assertCounts(ana, 1, 1);
  }

  @Test
  void newsThatChangesNothingIsPassedOver() {
    follow(bob, ana);
    bed.setHidden(ana, false);
    hide(ana);
    bed.setHidden(ana, true);
    show(ana);
    bed.setHidden(ana, false);
    hide(bob);

    assertThat(bed.numbers("SELECT hidden_version FROM hidden_account WHERE user_id = ?", ana))
        .containsExactly(2L);
    assertCounts(ana, 0, 0);
  }

  /** Without a position the accounts themselves tell, also of those that came back meanwhile. */
  @Test
  void aCopyFindsWhoHidesAndWhoIsBack() {
    follow(cy, ana);
    follow(cy, bob);
    hide(ana);
    HiddenAccountLog log = bed.instance(HiddenAccountLog.class);
    log.close();
    bed.execute("DELETE FROM changelog_position WHERE consumer = 'hidden-accounts'");
    bed.execute("UPDATE hidden_account SET news_id = 1 WHERE user_id = ?", ana);
    register(ana, 0);
    register(bob, 2);

    log.start();
    bed.awaitTold(ana, false);
    bed.awaitTold(bob, true);

    assertCounts(cy, 1, 0);
    assertThat(bed.instance(HiddenAccounts.class).hidden(Set.of(ana, bob, cy)))
        .containsOnlyKeys(bob);
  }

  /** Each stream of the log begins with a copy of all, which another one may be ahead of. */
  @Test
  void aCopyIsNoNewsAfterLaterNews() {
    HiddenAccounts accounts = bed.instance(HiddenAccounts.class);
    accounts.note(Map.of(ana, true), 10);
    accounts.note(Map.of(ana, false), 30);

    accounts.noteCopy(Map.of(ana, true), 20);
    assertThat(accounts.hidden(Set.of(ana))).isEmpty();
    accounts.noteCopy(Map.of(ana, true), 40);
    assertThat(accounts.hidden(Set.of(ana))).containsOnlyKeys(ana);
  }

  private static void register(long account, int state) {
    bed.database(Keyspace.ACCOUNT)
        .execute(
            handle ->
                handle.execute(
                    """
                    INSERT INTO account
                      (user_id, username, full_name, bio, website, email_verified, phone_verified,
                        is_private, is_verified, state, create_micros)
                    VALUES (?, ?, '', '', '', 0, 0, 0, 0, ?, 1)
                    """,
                    account,
                    "u" + account,
                    state));
  }

  private static void follow(long follower, long followee) {
    bed.graph.follow(follower, followee);
    bed.awaitMirror();
  }

  private static void hide(long account) {
    bed.setHidden(account, true);
    bed.awaitTold(account, true);
  }

  private static void show(long account) {
    bed.setHidden(account, false);
    bed.awaitTold(account, false);
  }

  private static long closeFriends(long account) {
    return bed.number("SELECT close_friends FROM follow_counter WHERE user_id = ?", account);
  }

  private static void assertCounts(long account, int following, int followers) {
    FollowCounts counts =
        FollowCounts.newBuilder()
            .setAccountId(account)
            .setFollowing(following)
            .setFollowers(followers)
            .build();
    Eventually.awaitPass(SOON, () -> assertThat(bed.graph.counts(account)).containsExactly(counts));
  }
}
