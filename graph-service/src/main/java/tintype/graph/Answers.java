package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import tintype.graph.v1.Relationship;

/**
 * What the caller answers to one who follows, or asks to. The answer is a change of the follower's
 * row, in the follower's shard, where it meets whatever the follower does meanwhile; the caller's
 * own row has heard of it once the call ends.
 */
final class Answers {
  private final Encounters encounters;
  private final RelationStore relations;
  private final MirrorStore mirrors;
  private final Clock clock;

  @Inject
  Answers(Encounters encounters, RelationStore relations, MirrorStore mirrors, Clock clock) {
    this.encounters = encounters;
    this.relations = relations;
    this.mirrors = mirrors;
    this.clock = clock;
  }

  /**
   * Grants something to an account that the caller may see.
   *
   * @param answer from the follower's row to what it becomes; the same where nothing changes
   * @throws tintype.platform.rpc.ApiException CANNOT_ACT_ON_SELF, ACCOUNT_NOT_FOUND,
   *     BLOCKING_ACCOUNT
   * @throws LimitReachedException if the follower follows as many as one may
   */
  Relationship grant(String accountId, UnaryOperator<Relation> answer) {
    RelationKey key = encounters.with(accountId);
    if (!encounters.isVisible(key)) {
      throw Refusals.accountNotFound();
    }
    FollowPolicy.requireNoObstacle(relations.get(key));
    return give(key, answer);
  }

  /**
   * Takes something from an account, also from one that went into hiding since.
   *
   * @throws tintype.platform.rpc.ApiException CANNOT_ACT_ON_SELF, ACCOUNT_NOT_FOUND
   */
  Relationship deny(String accountId, UnaryOperator<Relation> answer) {
    RelationKey key = encounters.with(accountId);
    if (!encounters.isVisible(key) && !relations.get(key).isHeardOf()) {
      throw Refusals.accountNotFound();
    }
    return give(key, answer);
  }

  private Relationship give(RelationKey key, UnaryOperator<Relation> answer) {
    relations.change(key.reversed(), answer);
    mirrors.catchUp(List.of(key.reversed()));
    return relations.get(key).toProto(Micros.now(clock));
  }
}
