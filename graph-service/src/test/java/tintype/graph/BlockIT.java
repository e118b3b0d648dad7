package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.v1.FollowCounts;
import tintype.graph.v1.ImportFollowsRequest;
import tintype.graph.v1.RelationFacts;
import tintype.graph.v1.Relationship;
import tintype.testkit.OnEveryDatabase;

/** A block ends what is between two people, on both sides and for good. */
@OnEveryDatabase
final class BlockIT {
  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  private final long ana = bed.account();
  private final long bob = bed.account();

  @AfterEach
  void countersAndMirrorsAreThoseOfTheRows() {
    bed.awaitMirror();
  }

  @Test
  void allBetweenTheTwoEndsAtOnceOnBothSides() {
    tieAll(ana, bob);
    tieAll(bob, ana);
    bed.awaitMirror();
    bed.stopMirror();
    try {
      assertThat(bed.graph.block(ana, bob)).isEqualTo(blocking());
      assertThat(bed.graph.relationships(ana, "" + bob)).containsExactly(blocking());
      assertThat(bed.graph.relationships(bob, "" + ana)).isEmpty();
      assertNothingCounts(ana);
      assertNothingCounts(bob);
      assertListed(ana, KeptList.BLOCKS);
      assertListed(bob, null);
    } finally {
      bed.startMirror();
    }
  }

  @Test
  void aRequestEndsOnBothSides() {
    bed.accounts.setPrivate(ana, true);
    bed.graph.follow(bob, ana);
    bed.awaitMirror();

    assertThat(bed.graph.block(ana, bob)).isEqualTo(blocking());

    assertThat(bed.number("SELECT requested FROM relation WHERE user_id = ?", bob)).isZero();
    assertThat(bed.number("SELECT requested_by FROM relation WHERE user_id = ?", ana)).isZero();
  }

  @Test
  void theRuleKnowsBothSides() {
    bed.graph.follow(bob, ana);
    bed.graph.block(ana, bob);

    assertThat(bed.graph.facts(ana, bob))
        .containsExactly(RelationFacts.newBuilder().setAuthorId(bob).setBlocking(true).build());
    assertThat(bed.graph.facts(bob, ana))
        .containsExactly(RelationFacts.newBuilder().setAuthorId(ana).setBlockedBy(true).build());
  }

  @Test
  void blockingTwiceChangesNothing() {
    Relationship first = bed.graph.block(ana, bob);

    assertThat(bed.graph.block(ana, bob)).isEqualTo(first);
    assertThat(bed.events(ana)).isEqualTo(1);
    assertThat(bed.events(bob)).isZero();
  }

  @Test
  void whoIsBlockedFindsNobodyAlsoWhenBlockingBack() {
    bed.graph.block(ana, bob);

    Refusal.assertAccountNotFound(() -> bed.graph.follow(bob, ana));
    Refusal.assertAccountNotFound(() -> bed.graph.unfollow(bob, ana));
    Refusal.assertAccountNotFound(() -> bed.graph.block(bob, ana));
    Refusal.assertAccountNotFound(() -> bed.graph.unblock(bob, ana));
    Refusal.assertAccountNotFound(() -> bed.graph.accept(bob, ana));
    Refusal.assertAccountNotFound(() -> bed.graph.decline(bob, ana));
    Refusal.assertAccountNotFound(() -> bed.graph.removeFollower(bob, ana));
    Refusal.assertAccountNotFound(() -> bed.graph.followers(bob, "" + ana, 0, ""));
    for (KeptList list : KeptList.values()) {
      Refusal.assertAccountNotFound(() -> list.add(bed.graph, bob, "" + ana));
      Refusal.assertAccountNotFound(() -> list.remove(bed.graph, bob, "" + ana));
    }
  }

  @Test
  void whoBlocksMayOnlyUnblock() {
    bed.graph.block(ana, bob);

    Refusal.assertRefused(
        Code.FAILED_PRECONDITION, "BLOCKING_ACCOUNT", () -> bed.graph.follow(ana, bob));
    Refusal.assertRefused(
        Code.FAILED_PRECONDITION, "BLOCKING_ACCOUNT", () -> bed.graph.accept(ana, bob));
    assertThat(bed.graph.removeFollower(ana, bob)).isEqualTo(blocking());
    assertThat(bed.graph.unblock(ana, bob)).isEqualTo(nothing());
  }

  @Test
  void unblockingBringsNothingBackAndBothMayBeginAnew() {
    tieAll(ana, bob);
    tieAll(bob, ana);
    bed.graph.block(ana, bob);

    assertThat(bed.graph.unblock(ana, bob)).isEqualTo(nothing());
    assertThat(bed.graph.unblock(ana, bob)).isEqualTo(nothing());

    assertNothingCounts(ana);
    assertNothingCounts(bob);
    assertListed(ana, null);
    assertThat(bed.graph.follow(bob, ana).getFollowing()).isTrue();
    assertThat(bed.graph.follow(ana, bob).getFollowing()).isTrue();
    bed.awaitMirror();
    assertThat(bed.graph.relationships(ana, "" + bob).getFirst().getFollowedBy()).isTrue();
  }

  @Test
  void oneWhoHidesCanBeUnblockedButNotBlocked() {
    bed.graph.block(ana, bob);
    bed.accounts.setHidden(bob, true);
    assertThat(KeptList.BLOCKS.all(bed.graph, ana, 10)).isEmpty();

    assertThat(bed.graph.unblock(ana, bob)).isEqualTo(nothing());
    Refusal.assertAccountNotFound(() -> bed.graph.block(ana, bob));
    bed.accounts.setHidden(bob, false);
  }

  @Test
  void nobodyBlocksThemselvesOrNobody() {
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT, "CANNOT_ACT_ON_SELF", () -> bed.graph.block(ana, ana));
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT, "CANNOT_ACT_ON_SELF", () -> bed.graph.unblock(ana, ana));
    Refusal.assertAccountNotFound(() -> bed.graph.block(ana, 77));
    Refusal.assertAccountNotFound(() -> bed.graph.unblock(ana, 77));
  }

  @Test
  void anImportHeedsBlocksOnBothSides() {
    long cy = bed.account();
    bed.graph.block(ana, bob);

    assertThat(refusedOf(bob, ana, cy)).isEqualTo(1);
    assertThat(refusedOf(ana, bob, cy)).isEqualTo(1);
    assertThat(bed.graph.followeeIds(bob)).containsExactly(cy);
    assertThat(bed.graph.followeeIds(ana)).containsExactly(cy);
  }

  @Test
  void aBlockThatOnlyTheLogTellsOfEndsTheSame() {
    tieAll(bob, ana);
    bed.awaitMirror();

    bed.changeAndEnd(ana, bob, OwnFacts::block);
    bed.awaitMirror();

    assertThat(bed.graph.relationships(ana, "" + bob)).containsExactly(blocking());
    assertNothingCounts(ana);
    assertNothingCounts(bob);
    assertListed(bob, null);
  }

  @Test
  void aBlockThatWasLiftedBeforeItsNewsCameHasEndedAllTheSame() {
    bed.graph.follow(bob, ana);
    bed.awaitMirror();
    bed.stopMirror();
    bed.changeAndEnd(ana, bob, OwnFacts::block);
    bed.changeAndEnd(ana, bob, OwnFacts::unblock);

    bed.startMirror();
    bed.awaitMirror();

    assertThat(bed.graph.followeeIds(bob)).isEmpty();
    assertNothingCounts(ana);
  }

  @Test
  void aFollowAfterTheBlockWasLiftedSurvivesItsLateNews() {
    bed.graph.follow(bob, ana);
    bed.awaitMirror();
    bed.stopMirror();
    bed.changeAndEnd(ana, bob, OwnFacts::block);
    bed.changeAndEnd(ana, bob, OwnFacts::unblock);
    assertThat(bed.graph.follow(bob, ana).getFollowing()).isTrue();

    bed.startMirror();
    bed.awaitMirror();

    assertThat(bed.graph.followeeIds(bob)).containsExactly(ana);
    assertThat(bed.graph.counts(ana).getFirst().getFollowers()).isEqualTo(1);
  }

  @Test
  void soDoesAnImportedFollow() {
    bed.stopMirror();
    bed.changeAndEnd(ana, bob, OwnFacts::block);
    bed.changeAndEnd(ana, bob, OwnFacts::unblock);
    assertThat(refusedOf(bob, ana)).isZero();

    bed.startMirror();
    bed.awaitMirror();

    assertThat(bed.graph.followeeIds(bob)).containsExactly(ana);
  }

  @Test
  void aBlockOfSomebodyWhoBlocksAtTheSameTimeLeavesBothUntilEachIsLifted() {
    bed.changeAndEnd(ana, bob, OwnFacts::block);
    bed.changeAndEnd(bob, ana, OwnFacts::block);
    bed.awaitMirror();

    assertThat(KeptList.BLOCKS.all(bed.graph, ana, 10)).containsExactly(bob);
    assertThat(KeptList.BLOCKS.all(bed.graph, bob, 10)).containsExactly(ana);
    assertThat(bed.graph.unblock(ana, bob).getBlocking()).isFalse();
    assertThat(KeptList.BLOCKS.all(bed.graph, ana, 10)).isEmpty();
    Refusal.assertAccountNotFound(() -> bed.graph.unblock(ana, bob));
    bed.awaitMirror();
    assertThat(KeptList.BLOCKS.all(bed.graph, bob, 10)).containsExactly(ana);
    assertThat(bed.graph.unblock(bob, ana).getBlocking()).isFalse();
    bed.awaitMirror();
    assertThat(bed.graph.facts(ana, bob).getFirst().getBlockedBy()).isFalse();
  }

  /** Everything that the first may have with the second. */
  private static void tieAll(long one, long other) {
    bed.graph.follow(one, other);
    for (KeptList list : KeptList.values()) {
      if (list != KeptList.BLOCKS) {
        list.add(bed.graph, one, "" + other);
      }
    }
  }

  private static int refusedOf(long follower, Long... followees) {
    var request = ImportFollowsRequest.newBuilder();
    request.addFollowsBuilder().setFollowerId(follower).addAllFolloweeIds(List.of(followees));
    return bed.graph.importFollows(request.build()).getRefused();
  }

  private static void assertNothingCounts(long account) {
    assertThat(bed.graph.counts(account))
        .containsExactly(FollowCounts.newBuilder().setAccountId(account).build());
    assertThat(bed.numbers("SELECT close_friends FROM follow_counter WHERE user_id = ?", account))
        .allMatch(count -> count == 0);
  }

  /** On which one list of the account there is somebody. */
  private static void assertListed(long account, KeptList onlyOrNull) {
    assertThat(bed.numbers("SELECT list FROM listed WHERE user_id = ?", account))
        .isEqualTo(onlyOrNull == null ? List.of() : List.of((long) onlyOrNull.list.code()));
  }

  private Relationship blocking() {
    return Relationship.newBuilder().setAccountId("" + bob).setBlocking(true).build();
  }

  private Relationship nothing() {
    return Relationship.newBuilder().setAccountId("" + bob).build();
  }
}
