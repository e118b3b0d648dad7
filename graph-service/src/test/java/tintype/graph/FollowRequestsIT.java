package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.v1.Relationship;
import tintype.testkit.OnEveryDatabase;

/** One request to a private account, and the answers to it. */
@OnEveryDatabase
final class FollowRequestsIT {
  private static final int LIMIT = 2;

  @RegisterExtension static final GraphBed bed = GraphBed.withFollowingLimit(LIMIT);

  private final long ana = bed.account();
  private final long bob = bed.account();

  @BeforeEach
  void anaIsPrivateAndBobHasAsked() {
    bed.accounts.setPrivate(ana, true);
    bed.graph.follow(bob, ana);
    bed.awaitMirror();
  }

  @AfterEach
  void countersAndMirrorsAreThoseOfTheRows() {
    bed.awaitMirror();
  }

  @Test
  void whoAcceptsSeesItAtOnce() {
    bed.stopMirror();
    try {
      assertThat(bed.graph.accept(ana, bob)).isEqualTo(followedBy());
      assertThat(bed.graph.relationships(ana, "" + bob)).containsExactly(followedBy());
      assertThat(bed.graph.counts(ana).getFirst().getFollowers()).isEqualTo(1);
      assertThat(bed.graph.followers(ana, "me", 0, "").getAccountsCount()).isEqualTo(1);
    } finally {
      bed.startMirror();
    }
  }

  @Test
  void whoIsAcceptedFollows() {
    bed.graph.accept(ana, bob);

    assertThat(bed.graph.relationships(bob, "" + ana))
        .containsExactly(
            Relationship.newBuilder().setAccountId("" + ana).setFollowing(true).build());
    assertThat(bed.graph.counts(bob).getFirst().getFollowing()).isEqualTo(1);
    assertThat(bed.graph.followeeIds(bob)).containsExactly(ana);
  }

  @Test
  void acceptingTwiceChangesNothing() {
    Relationship first = bed.graph.accept(ana, bob);
    long events = bed.events(bob);

    assertThat(bed.graph.accept(ana, bob)).isEqualTo(first);
    assertThat(bed.events(bob)).isEqualTo(events);
  }

  @Test
  void acceptingWithoutARequestMakesNoFollow() {
    long cy = bed.account();

    assertThat(bed.graph.accept(ana, cy)).isEqualTo(nothingWith(cy));
    assertThat(bed.events(cy)).isZero();
  }

  @Test
  void aDeclinedRequestIsGoneAndMayBeMadeAgain() {
    assertThat(bed.graph.decline(ana, bob)).isEqualTo(nothingWith(bob));
    assertThat(bed.graph.decline(ana, bob)).isEqualTo(nothingWith(bob));
    assertThat(bed.graph.accept(ana, bob)).isEqualTo(nothingWith(bob));

    assertThat(bed.graph.follow(bob, ana).getRequested()).isTrue();
    assertThat(bed.graph.accept(ana, bob)).isEqualTo(followedBy());
  }

  @Test
  void decliningAFollowerLeavesTheFollow() {
    bed.graph.accept(ana, bob);

    assertThat(bed.graph.decline(ana, bob)).isEqualTo(followedBy());
  }

  @Test
  void aRemovedFollowerFollowsNoMore() {
    bed.graph.accept(ana, bob);

    assertThat(bed.graph.removeFollower(ana, bob)).isEqualTo(nothingWith(bob));
    assertThat(bed.graph.removeFollower(ana, bob)).isEqualTo(nothingWith(bob));
    assertThat(bed.graph.followeeIds(bob)).isEmpty();
    assertThat(bed.graph.counts(bob).getFirst().getFollowing()).isZero();
    assertThat(bed.graph.counts(ana).getFirst().getFollowers()).isZero();
  }

  @Test
  void removingWhoOnlyAskedLeavesTheRequest() {
    assertThat(bed.graph.removeFollower(ana, bob)).isEqualTo(requestedBy());
  }

  @Test
  void aRequestTakenBackIsNoMoreToAccept() {
    bed.graph.unfollow(bob, ana);

    assertThat(bed.graph.accept(ana, bob)).isEqualTo(nothingWith(bob));
    assertThat(bed.graph.followeeIds(bob)).isEmpty();
  }

  @Test
  void goingPublicLeavesTheRequestToBeAccepted() {
    bed.accounts.setPrivate(ana, false);

    assertThat(bed.graph.relationships(ana, "" + bob)).containsExactly(requestedBy());
    assertThat(bed.graph.accept(ana, bob)).isEqualTo(followedBy());
  }

  @Test
  void theRequestOfSomebodyWhoIsFullStaysUntilThereIsRoom() {
    long[] others = {bed.account(), bed.account()};
    bed.graph.follow(bob, others[0]);
    bed.graph.follow(bob, others[1]);

    Refusal.assertRefused(
        Code.FAILED_PRECONDITION, "REQUESTER_FOLLOWS_TOO_MANY", () -> bed.graph.accept(ana, bob));
    assertThat(bed.graph.relationships(ana, "" + bob)).containsExactly(requestedBy());

    bed.graph.unfollow(bob, others[0]);
    assertThat(bed.graph.accept(ana, bob)).isEqualTo(followedBy());
  }

  @Test
  void whoHidesIsNotAcceptedButMayBeDeclinedOrRemoved() {
    long cy = bed.account();
    bed.graph.follow(cy, ana);
    bed.graph.accept(ana, cy);
    bed.accounts.setHidden(bob, true);
    bed.accounts.setHidden(cy, true);

    Refusal.assertAccountNotFound(() -> bed.graph.accept(ana, bob));
    assertThat(bed.graph.decline(ana, bob)).isEqualTo(nothingWith(bob));
    assertThat(bed.graph.decline(ana, bob)).isEqualTo(nothingWith(bob));
    assertThat(bed.graph.removeFollower(ana, cy)).isEqualTo(nothingWith(cy));
  }

  @Test
  void unknownOnesBlockersAndOneselfAreRefused() {
    long stranger = bed.account();
    bed.accounts.setHidden(stranger, true);
    long blocker = bed.account();
    bed.set(ana, blocker, "blocked_by");

    for (long absent : new long[] {77, stranger, blocker}) {
      Refusal.assertAccountNotFound(() -> bed.graph.accept(ana, absent));
      Refusal.assertAccountNotFound(() -> bed.graph.decline(ana, absent));
      Refusal.assertAccountNotFound(() -> bed.graph.removeFollower(ana, absent));
    }
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT, "CANNOT_ACT_ON_SELF", () -> bed.graph.accept(ana, ana));
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT, "CANNOT_ACT_ON_SELF", () -> bed.graph.decline(ana, ana));
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT, "CANNOT_ACT_ON_SELF", () -> bed.graph.removeFollower(ana, ana));
  }

  @Test
  void twentyAcceptsAtOnceAreOne() throws Exception {
    var answers = Race.of(20, i -> () -> bed.graph.accept(ana, bob));

    assertThat(answers).containsOnly(followedBy());
    assertThat(bed.events(bob)).isEqualTo(2);
    assertThat(bed.graph.counts(bob).getFirst().getFollowing()).isEqualTo(1);
    assertThat(bed.graph.counts(ana).getFirst().getFollowers()).isEqualTo(1);
  }

  @Test
  void acceptAgainstCancelEndsAsTheLaterOne() throws Exception {
    for (int round = 0; round < 50; round++) {
      long asker = bed.account();
      bed.graph.follow(asker, ana);

      Race.of(2, i -> () -> i == 0 ? bed.graph.accept(ana, asker) : bed.graph.unfollow(asker, ana));

      // Taken back before it was accepted, or unfollowed after: either way nothing is left.
      assertThat(bed.graph.relationships(asker, "" + ana)).containsExactly(nothingWith(ana));
    }
  }

  @Test
  void acceptAgainstDeclineLeavesOneAnswer() throws Exception {
    for (int round = 0; round < 50; round++) {
      long asker = bed.account();
      bed.graph.follow(asker, ana);

      Race.of(2, i -> () -> i == 0 ? bed.graph.accept(ana, asker) : bed.graph.decline(ana, asker));

      Relationship seen = bed.graph.relationships(asker, "" + ana).getFirst();
      assertThat(seen.getRequested()).isFalse();
      assertThat(bed.graph.relationships(ana, "" + asker).getFirst().getFollowedBy())
          .isEqualTo(seen.getFollowing());
    }
  }

  @Test
  void aRestartOfTheMirrorRepeatsNothing() {
    bed.stopMirror();
    bed.graph.accept(ana, bob);
    bed.graph.removeFollower(ana, bob);
    bed.graph.follow(bob, ana);
    bed.graph.accept(ana, bob);

    bed.startMirror();
    bed.awaitMirror();

    assertThat(bed.graph.relationships(ana, "" + bob)).containsExactly(followedBy());
    assertThat(bed.graph.counts(ana).getFirst().getFollowers()).isEqualTo(1);
  }

  private Relationship followedBy() {
    return Relationship.newBuilder().setAccountId("" + bob).setFollowedBy(true).build();
  }

  private Relationship requestedBy() {
    return Relationship.newBuilder().setAccountId("" + bob).setRequestedBy(true).build();
  }

  private static Relationship nothingWith(long other) {
    return Relationship.newBuilder().setAccountId("" + other).build();
  }
}
