package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import tintype.graph.v1.UnblockRequest;
import tintype.graph.v1.UnblockResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Blocks an account no more; nothing of what was between the two comes back. Unblocking nobody
 * changes nothing.
 *
 * <p>Fails with {@code CANNOT_ACT_ON_SELF} or {@code ACCOUNT_NOT_FOUND}. One that went into hiding
 * can still be unblocked.
 */
final class Unblock implements UnaryHandler<UnblockRequest, UnblockResponse> {
  private final Encounters encounters;
  private final RelationStore relations;
  private final MirrorStore mirrors;
  private final Clock clock;

  @Inject
  Unblock(Encounters encounters, RelationStore relations, MirrorStore mirrors, Clock clock) {
    this.encounters = encounters;
    this.relations = relations;
    this.mirrors = mirrors;
    this.clock = clock;
  }

  @Override
  public UnblockResponse handle(UnblockRequest request) {
    RelationKey key = encounters.with(request.getAccountId());
    Relation before = relations.get(key);
    // Two who block each other at once are gone for each other: each still knows of the own block.
    if (!before.own().blocking() && !before.isKnown() && !encounters.isVisible(key)) {
      throw Refusals.accountNotFound();
    }

    Relation after = relations.change(key, row -> row.with(row.own().unblock()));

    mirrors.catchUp(List.of(key));
    return UnblockResponse.newBuilder().setRelationship(after.toProto(Micros.now(clock))).build();
  }
}
