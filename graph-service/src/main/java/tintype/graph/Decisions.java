package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import tintype.graph.v1.Relationship;

/**
 * What the caller decides about one other account without asking it: mutes, restrictions, lists.
 * Nothing of it shows on the other side.
 */
final class Decisions {
  private final Encounters encounters;
  private final RelationStore relations;
  private final MirrorStore mirrors;
  private final Clock clock;

  @Inject
  Decisions(Encounters encounters, RelationStore relations, MirrorStore mirrors, Clock clock) {
    this.encounters = encounters;
    this.relations = relations;
    this.mirrors = mirrors;
    this.clock = clock;
  }

  /**
   * Decides about an account that the caller may see.
   *
   * @param decision from the caller's facts to what they become; the same where nothing changes
   * @throws tintype.platform.rpc.ApiException CANNOT_ACT_ON_SELF, ACCOUNT_NOT_FOUND,
   *     BLOCKING_ACCOUNT: beside a block there is nothing else
   * @throws LimitReachedException if a list of the caller's is full
   */
  Relationship make(String accountId, UnaryOperator<OwnFacts> decision) {
    RelationKey key = encounters.with(accountId);
    if (!encounters.isVisible(key)) {
      throw Refusals.accountNotFound();
    }
    return change(
        key,
        row -> {
          FollowPolicy.requireNoObstacle(row);
          return row.with(decision.apply(row.own()));
        });
  }

  /**
   * Takes a decision back, also about an account that went into hiding since.
   *
   * @throws tintype.platform.rpc.ApiException CANNOT_ACT_ON_SELF, ACCOUNT_NOT_FOUND
   */
  Relationship takeBack(String accountId, UnaryOperator<OwnFacts> decision) {
    RelationKey key = encounters.with(accountId);
    if (!encounters.isVisible(key) && !relations.get(key).isKnown()) {
      throw Refusals.accountNotFound();
    }
    return change(key, row -> row.with(decision.apply(row.own())));
  }

  /** Lets what was decided count for the other at once, as the log would a moment later. */
  void tell(String accountId) {
    mirrors.catchUp(List.of(encounters.with(accountId)));
  }

  private Relationship change(RelationKey key, UnaryOperator<Relation> step) {
    return relations.change(key, step).toProto(Micros.now(clock));
  }
}
