package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.v1.Relationship;
import tintype.testkit.OnEveryDatabase;

@OnEveryDatabase
final class UnfollowIT {
  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  private final long ana = bed.account();
  private final long bob = bed.account();

  @Test
  void unfollowingShowsAtOnceToTheActorAndLaterToTheOther() {
    bed.graph.follow(ana, bob);
    Relationship answer = bed.graph.unfollow(ana, bob);
    bed.awaitMirror();

    assertThat(answer).isEqualTo(Relationship.newBuilder().setAccountId("" + bob).build());
    assertThat(bed.graph.counts(ana).getFirst().getFollowing()).isZero();
    assertThat(bed.graph.counts(bob).getFirst().getFollowers()).isZero();
    assertThat(bed.graph.relationships(bob, "" + ana).getFirst().getFollowedBy()).isFalse();
  }

  @Test
  void unfollowingNobodyChangesNothing() {
    assertThat(bed.graph.unfollow(ana, bob).getFollowing()).isFalse();
    assertThat(bed.graph.unfollow(ana, ana).getFollowing()).isFalse();
    assertThat(bed.events(ana)).isZero();
  }

  @Test
  void unfollowingTwiceAnswersTheSame() {
    bed.graph.follow(ana, bob);

    assertThat(bed.graph.unfollow(ana, bob)).isEqualTo(bed.graph.unfollow(ana, bob));
    assertThat(bed.events(ana)).isEqualTo(2);
    assertThat(bed.graph.counts(ana).getFirst().getFollowing()).isZero();
  }

  @Test
  void aRequestIsTakenBack() {
    bed.accounts.setPrivate(bob, true);
    bed.graph.follow(ana, bob);

    assertThat(bed.graph.unfollow(ana, bob).getRequested()).isFalse();
    bed.awaitMirror();
    assertThat(bed.graph.relationships(bob, "" + ana).getFirst().getRequestedBy()).isFalse();
  }

  @Test
  void anAccountThatWentIntoHidingCanBeUnfollowedAgainAndAgain() {
    bed.graph.follow(ana, bob);
    bed.accounts.setHidden(bob, true);

    assertThat(bed.graph.unfollow(ana, bob).getFollowing()).isFalse();
    assertThat(bed.graph.unfollow(ana, bob).getFollowing()).isFalse();
    assertThat(bed.graph.counts(ana).getFirst().getFollowing()).isZero();
  }

  @Test
  void unknownHiddenAndBlockingAccountsLookAbsent() {
    long hidden = bed.account();
    bed.accounts.setHidden(hidden, true);
    long blocking = bed.account();
    bed.set(ana, blocking, "blocked_by");

    Refusal.assertAccountNotFound(() -> bed.graph.unfollow(ana, 77));
    Refusal.assertAccountNotFound(() -> bed.graph.unfollow(ana, hidden));
    Refusal.assertAccountNotFound(() -> bed.graph.unfollow(ana, blocking));
  }

  @Test
  void followingAgainBeginsAnew() {
    bed.graph.follow(ana, bob);
    bed.graph.unfollow(ana, bob);
    bed.graph.follow(ana, bob);
    bed.awaitMirror();

    assertThat(bed.graph.counts(bob).getFirst().getFollowers()).isEqualTo(1);
    assertThat(bed.number("SELECT version FROM relation WHERE user_id = ?", ana)).isEqualTo(3);
  }
}
