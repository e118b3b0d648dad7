package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tintype.graph.FollowPolicy.Obstacle;
import tintype.platform.hidden.HiddenState;

final class FollowPolicyTest {
  private static final Relation NONE = Relation.none(new RelationKey(1, 2));

  @Test
  void aFollowAndItsEndEachRaiseTheVersion() {
    Relation follows = FollowPolicy.follow(NONE, false, 7);
    Relation ended = FollowPolicy.unfollow(follows);

    assertThat(follows.own().following()).isTrue();
    assertThat(follows.own().followMicros()).isEqualTo(7);
    assertThat(follows.own().version()).isEqualTo(1);
    assertThat(ended.own().following()).isFalse();
    assertThat(ended.own().followMicros()).isZero();
    assertThat(ended.own().version()).isEqualTo(2);
  }

  @Test
  void whatIsSoAlreadyStaysAsItIs() {
    Relation follows = FollowPolicy.follow(NONE, false, 7);
    Relation asks = FollowPolicy.follow(NONE, true, 7);

    assertThat(FollowPolicy.follow(follows, false, 8)).isSameAs(follows);
    assertThat(FollowPolicy.follow(follows, true, 8)).isSameAs(follows);
    assertThat(FollowPolicy.follow(asks, true, 8)).isSameAs(asks);
    assertThat(FollowPolicy.unfollow(NONE)).isSameAs(NONE);
  }

  @Test
  void aRequestTurnsIntoAFollow() {
    Relation asks = FollowPolicy.follow(NONE, true, 7);
    Relation follows = FollowPolicy.follow(asks, false, 8);

    assertThat(asks.own().requested()).isTrue();
    assertThat(asks.own().following()).isFalse();
    assertThat(follows.own().requested()).isFalse();
    assertThat(follows.own().following()).isTrue();
  }

  @Test
  void onlyARequestIsAcceptedOrDeclinedAndOnlyAFollowRemoved() {
    Relation asks = FollowPolicy.follow(NONE, true, 7);
    Relation follows = FollowPolicy.accept(asks, 8);

    assertThat(follows.own().following()).isTrue();
    assertThat(follows.own().requested()).isFalse();
    assertThat(follows.own().followMicros()).isEqualTo(8);
    assertThat(FollowPolicy.accept(NONE, 8)).isSameAs(NONE);
    assertThat(FollowPolicy.accept(follows, 9)).isSameAs(follows);
    assertThat(FollowPolicy.decline(follows)).isSameAs(follows);
    assertThat(FollowPolicy.decline(asks).own().requested()).isFalse();
    assertThat(FollowPolicy.remove(asks)).isSameAs(asks);
    assertThat(FollowPolicy.remove(follows).own().following()).isFalse();
  }

  @Test
  void aBlockLeavesNothingElseAndIsKnownByItsVersion() {
    OwnFacts tied =
        OwnFacts.NONE.follow(7).mute(true, true, 9).restrict(true).befriend(true).favour(true);
    OwnFacts blocks = tied.block();
    OwnFacts lifted = blocks.unblock();

    assertThat(tied.hasTies()).isTrue();
    assertThat(blocks.blocking()).isTrue();
    assertThat(blocks.hasTies()).isFalse();
    assertThat(blocks.followMicros()).isZero();
    assertThat(blocks.blockVersion()).isEqualTo(blocks.version()).isEqualTo(tied.version() + 1);
    assertThat(blocks.block()).isSameAs(blocks);
    assertThat(lifted.blocking()).isFalse();
    assertThat(lifted.version()).isEqualTo(blocks.version() + 1);
    assertThat(lifted.blockVersion()).isEqualTo(blocks.blockVersion());
    assertThat(lifted.unblock()).isSameAs(lifted);
    assertThat(tied.cut().hasTies()).isFalse();
    assertThat(tied.cut().version()).isEqualTo(tied.version() + 1);
    assertThat(blocks.cut()).isSameAs(blocks);
  }

  @Test
  void beingBlockedComesBeforeBlocking() {
    OwnFacts blocking = OwnFacts.NONE.block();
    MirroredFacts blocked = new MirroredFacts(false, false, true, false, 0, 1, HiddenState.NEVER);

    assertThat(FollowPolicy.obstacle(NONE)).isEqualTo(Obstacle.NONE);
    assertThat(FollowPolicy.obstacle(NONE.with(blocking))).isEqualTo(Obstacle.BLOCKING);
    assertThat(FollowPolicy.obstacle(NONE.with(blocking).with(blocked)))
        .isEqualTo(Obstacle.BLOCKED);
  }
}
