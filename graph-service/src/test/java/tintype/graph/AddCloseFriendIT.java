package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.v1.RelationFacts;
import tintype.graph.v1.Relationship;
import tintype.testkit.OnEveryDatabase;

/** Close friends: their limit, and who hears of them; what all lists share is elsewhere. */
@OnEveryDatabase
final class AddCloseFriendIT {
  private static final int LIMIT = 3;

  @RegisterExtension static final GraphBed bed = GraphBed.withCloseFriendsLimit(LIMIT);

  private final long ana = bed.account();
  private final long bob = bed.account();

  @Test
  void theLimitHoldsForTheNextOneAlone() {
    long last = bob;
    for (int i = 0; i < LIMIT; i++) {
      last = bed.account();
      add(last);
    }
    long known = last;

    Refusal.assertRefused(Code.FAILED_PRECONDITION, "TOO_MANY_CLOSE_FRIENDS", () -> add(bob));

    assertThat(bed.graph.relationships(ana, "" + bob).getFirst().getCloseFriend()).isFalse();
    assertThat(add(known)).isTrue();
    KeptList.CLOSE_FRIENDS.remove(bed.graph, ana, "" + known);
    assertThat(add(bob)).isTrue();
    assertThat(KeptList.CLOSE_FRIENDS.page(bed.graph, ana, 0, "").ids()).hasSize(LIMIT);
    assertThat(bed.events(ana)).isEqualTo(LIMIT + 2);
  }

  @Test
  void whoIsAtTheLimitMayDoAllElse() {
    for (int i = 0; i < LIMIT; i++) {
      add(bed.account());
    }

    assertThat(bed.graph.follow(ana, bob).getFollowing()).isTrue();
    for (KeptList other : KeptList.values()) {
      if (other != KeptList.CLOSE_FRIENDS) {
        long cy = bed.account();
        other.add(bed.graph, ana, "" + cy);
        assertThat(other.page(bed.graph, ana, 0, "").ids()).containsExactly(cy);
      }
    }
  }

  @Test
  void manyAtOnceDoNotPassTheLimit() throws Exception {
    long[] others = new long[4 * LIMIT];
    Arrays.setAll(others, i -> bed.account());

    var added =
        Race.of(
            others.length,
            i ->
                () -> {
                  try {
                    return add(others[i]);
                  } catch (StatusRuntimeException e) {
                    return false;
                  }
                });

    assertThat(added.stream().filter(a -> a)).hasSize(LIMIT);
    assertThat(bed.number("SELECT SUM(close_friend) FROM relation WHERE user_id = ?", ana))
        .isEqualTo(LIMIT);
    assertThat(bed.number("SELECT close_friends FROM follow_counter WHERE user_id = ?", ana))
        .isEqualTo(LIMIT);
    assertThat(KeptList.CLOSE_FRIENDS.page(bed.graph, ana, 0, "").ids()).hasSize(LIMIT);
  }

  @Test
  void theRuleHearsOfItBeforeTheLogDoes() {
    bed.stopMirror();
    try {
      add(bob);
      assertThat(bed.graph.facts(bob, ana).getFirst().getCloseFriend()).isTrue();

      KeptList.CLOSE_FRIENDS.remove(bed.graph, ana, "" + bob);
      assertThat(bed.graph.facts(bob, ana).getFirst().getCloseFriend()).isFalse();
    } finally {
      bed.startMirror();
    }
  }

  @Test
  void theRuleHearsOfItOnTheOtherSideAlone() {
    add(bob);
    bed.awaitMirror();

    assertThat(bed.graph.facts(bob, ana))
        .containsExactly(RelationFacts.newBuilder().setAuthorId(ana).setCloseFriend(true).build());
    assertThat(bed.graph.facts(ana, bob))
        .containsExactly(RelationFacts.newBuilder().setAuthorId(bob).build());
    assertThat(bed.graph.relationships(bob, "" + ana))
        .containsExactly(Relationship.newBuilder().setAccountId("" + ana).build());

    KeptList.CLOSE_FRIENDS.remove(bed.graph, ana, "" + bob);
    bed.awaitMirror();

    assertThat(bed.graph.facts(bob, ana).getFirst().getCloseFriend()).isFalse();
  }

  @Test
  void aFollowOfTheOtherWayRoundLeavesIt() {
    add(bob);
    bed.graph.follow(ana, bob);
    bed.graph.follow(bob, ana);
    bed.graph.unfollow(ana, bob);
    bed.awaitMirror();

    assertThat(bed.graph.facts(bob, ana).getFirst().getCloseFriend()).isTrue();
  }

  private boolean add(long other) {
    return KeptList.CLOSE_FRIENDS.add(bed.graph, ana, "" + other).getCloseFriend();
  }
}
