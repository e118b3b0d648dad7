package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.Relationship;
import tintype.testkit.OnEveryDatabase;

@OnEveryDatabase
final class FollowIT {
  private static final int LIMIT = 5;

  @RegisterExtension static final GraphBed bed = GraphBed.withFollowingLimit(LIMIT);

  private final long ana = bed.account();
  private final long bob = bed.account();

  @Test
  void followingShowsAtOnceToTheActor() {
    Relationship answer = bed.graph.follow(ana, bob);

    assertThat(answer)
        .isEqualTo(Relationship.newBuilder().setAccountId("" + bob).setFollowing(true).build());
    assertThat(bed.graph.relationships(ana, "" + bob)).containsExactly(answer);
    assertThat(bed.graph.counts(ana).getFirst().getFollowing()).isEqualTo(1);
    assertThat(bed.graph.facts(ana, bob).getFirst().getFollowing()).isTrue();
  }

  @Test
  void followingTwiceChangesNothing() {
    Relationship first = bed.graph.follow(ana, bob);
    Relationship second = bed.graph.follow(ana, bob);

    assertThat(second).isEqualTo(first);
    assertThat(bed.events(ana)).isEqualTo(1);
    assertThat(bed.graph.counts(ana).getFirst().getFollowing()).isEqualTo(1);
  }

  @Test
  void theOtherSideHearsOfIt() {
    bed.graph.follow(ana, bob);
    bed.awaitMirror();

    assertThat(bed.graph.relationships(bob, "" + ana).getFirst().getFollowedBy()).isTrue();
    assertThat(bed.graph.counts(bob).getFirst().getFollowers()).isEqualTo(1);
  }

  @Test
  void twoWhoFollowEachOtherHaveBothFacts() {
    bed.graph.follow(ana, bob);
    bed.graph.follow(bob, ana);
    bed.awaitMirror();

    Relationship seen = bed.graph.relationships(ana, "" + bob).getFirst();
    assertThat(seen.getFollowing()).isTrue();
    assertThat(seen.getFollowedBy()).isTrue();
  }

  @Test
  void aPrivateAccountGetsARequest() {
    bed.accounts.setPrivate(bob, true);

    Relationship first = bed.graph.follow(ana, bob);
    Relationship second = bed.graph.follow(ana, bob);
    bed.awaitMirror();

    assertThat(first.getRequested()).isTrue();
    assertThat(first.getFollowing()).isFalse();
    assertThat(second).isEqualTo(first);
    assertThat(bed.events(ana)).isEqualTo(1);
    assertThat(bed.graph.relationships(bob, "" + ana).getFirst().getRequestedBy()).isTrue();
    assertThat(bed.graph.counts(ana, bob))
        .allSatisfy(count -> assertThat(count.getFollowing() + count.getFollowers()).isZero());
  }

  @Test
  void askingAgainFollowsAtOnceWhenTheAccountHasGonePublic() {
    bed.accounts.setPrivate(bob, true);
    bed.graph.follow(ana, bob);
    bed.accounts.setPrivate(bob, false);

    Relationship answer = bed.graph.follow(ana, bob);

    assertThat(answer.getFollowing()).isTrue();
    assertThat(answer.getRequested()).isFalse();
  }

  @Test
  void aFollowerStaysWhenTheAccountGoesPrivate() {
    bed.graph.follow(ana, bob);
    bed.accounts.setPrivate(bob, true);

    assertThat(bed.graph.follow(ana, bob).getFollowing()).isTrue();
  }

  @Test
  void nobodyFollowsThemselves() {
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT, "CANNOT_FOLLOW_SELF", () -> bed.graph.follow(ana, ana));
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT,
        "CANNOT_FOLLOW_SELF",
        () -> bed.graph.as(ana).follow(FollowRequest.newBuilder().setAccountId("me").build()));
  }

  @Test
  void unknownHiddenAndBlockingAccountsLookAbsent() {
    long hidden = bed.account();
    bed.accounts.setHidden(hidden, true);
    long blocking = bed.account();
    bed.set(blocking, ana, "blocking");
    long mirroredBlock = bed.account();
    bed.set(ana, mirroredBlock, "blocked_by");

    Refusal.assertAccountNotFound(() -> bed.graph.follow(ana, 77));
    Refusal.assertAccountNotFound(() -> bed.graph.follow(ana, hidden));
    Refusal.assertAccountNotFound(() -> bed.graph.follow(ana, blocking));
    Refusal.assertAccountNotFound(() -> bed.graph.follow(ana, mirroredBlock));
    assertThat(bed.events(ana)).isZero();
  }

  @Test
  void whoBlocksHasToUnblockFirst() {
    bed.set(ana, bob, "blocking");

    Refusal.assertRefused(
        Code.FAILED_PRECONDITION, "BLOCKING_ACCOUNT", () -> bed.graph.follow(ana, bob));
  }

  @Test
  void whoIsBlockedCannotTellByBlockingBack() {
    bed.set(bob, ana, "blocking");
    bed.set(ana, bob, "blocking");

    Refusal.assertAccountNotFound(() -> bed.graph.follow(ana, bob));
  }

  @Test
  void theLimitHoldsForTheNextFollowAlone() {
    long last = bob;
    for (int i = 0; i < LIMIT; i++) {
      last = bed.account();
      bed.graph.follow(ana, last);
    }
    long known = last;

    Refusal.assertRefused(
        Code.FAILED_PRECONDITION, "TOO_MANY_FOLLOWING", () -> bed.graph.follow(ana, bob));

    assertThat(bed.graph.relationships(ana, "" + bob).getFirst().getFollowing()).isFalse();
    assertThat(bed.graph.follow(ana, known).getFollowing()).isTrue();
    bed.graph.unfollow(ana, known);
    assertThat(bed.graph.follow(ana, bob).getFollowing()).isTrue();
    assertThat(bed.events(ana)).isEqualTo(LIMIT + 2);
  }

  @Test
  void followsAtOnceDoNotPassTheLimit() throws Exception {
    long[] others = new long[4 * LIMIT];
    Arrays.setAll(others, i -> bed.account());

    var followed =
        Race.of(
            others.length,
            i ->
                () -> {
                  try {
                    return bed.graph.follow(ana, others[i]).getFollowing();
                  } catch (StatusRuntimeException e) {
                    return false;
                  }
                });

    assertThat(followed.stream().filter(f -> f)).hasSize(LIMIT);
    assertThat(bed.number("SELECT SUM(following) FROM relation WHERE user_id = ?", ana))
        .isEqualTo(LIMIT);
    assertThat(bed.graph.counts(ana).getFirst().getFollowing()).isEqualTo(LIMIT);
  }

  @Test
  void aHundredFollowsAtOnceAreOne() throws Exception {
    var answers = Race.of(100, i -> () -> bed.graph.follow(ana, bob));

    assertThat(answers).containsOnly(answers.getFirst());
    assertThat(bed.events(ana)).isEqualTo(1);
    assertThat(bed.graph.counts(ana).getFirst().getFollowing()).isEqualTo(1);
  }

  @Test
  void followsAndUnfollowsAtOnceLeaveCountersEqualToRows() throws Exception {
    Race.of(100, i -> () -> i % 2 == 0 ? bed.graph.follow(ana, bob) : bed.graph.unfollow(ana, bob));
    bed.awaitMirror();

    assertThat(bed.countersAreExact()).isTrue();
    assertThat(bed.graph.counts(ana).getFirst().getFollowing())
        .isEqualTo(bed.graph.counts(bob).getFirst().getFollowers());
    assertThat(bed.number("SELECT version FROM relation WHERE user_id = ?", ana))
        .isEqualTo(bed.events(ana));
  }

  @Test
  void twoWhoFollowEachOtherAtOnceBothSucceed() throws Exception {
    for (int round = 0; round < 10; round++) {
      long left = bed.account();
      long right = bed.account();
      Race.of(2, i -> () -> i == 0 ? bed.graph.follow(left, right) : bed.graph.follow(right, left));
    }
    bed.awaitMirror();
  }

  @Test
  void malformedIdsAndMissingTokensAreRefused() {
    Refusal.assertRefused(
        Code.INVALID_ARGUMENT,
        "INVALID_FIELD",
        () -> bed.graph.as(ana).follow(FollowRequest.newBuilder().setAccountId("x").build()));
    Refusal.assertRefused(
        Code.UNAUTHENTICATED,
        "TOKEN_MISSING",
        () -> bed.graph.stub().follow(FollowRequest.newBuilder().setAccountId("7").build()));
  }
}
