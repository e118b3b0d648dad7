package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tintype.graph.FollowPolicy.Obstacle;

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
  void beingBlockedComesBeforeBlocking() {
    OwnFacts blocking = new OwnFacts(false, false, true, 0, 0, false, false, false, 0, 1);
    MirroredFacts blocked = new MirroredFacts(false, false, true, false, 0, 1);

    assertThat(FollowPolicy.obstacle(NONE)).isEqualTo(Obstacle.NONE);
    assertThat(FollowPolicy.obstacle(NONE.with(blocking))).isEqualTo(Obstacle.BLOCKING);
    assertThat(FollowPolicy.obstacle(NONE.with(blocking).with(blocked)))
        .isEqualTo(Obstacle.BLOCKED);
  }
}
