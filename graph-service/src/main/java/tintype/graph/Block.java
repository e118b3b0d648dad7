package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import tintype.graph.v1.BlockRequest;
import tintype.graph.v1.BlockResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Blocks an account: what the two have with each other ends, on both sides. Blocking twice changes
 * nothing.
 *
 * <p>Fails with {@code CANNOT_ACT_ON_SELF} or {@code ACCOUNT_NOT_FOUND} (also for whoever is
 * blocked by the other, so that a block cannot be detected).
 */
final class Block implements UnaryHandler<BlockRequest, BlockResponse> {
  private final Encounters encounters;
  private final RelationStore relations;
  private final MirrorStore mirrors;
  private final Clock clock;

  @Inject
  Block(Encounters encounters, RelationStore relations, MirrorStore mirrors, Clock clock) {
    this.encounters = encounters;
    this.relations = relations;
    this.mirrors = mirrors;
    this.clock = clock;
  }

  @Override
  public BlockResponse handle(BlockRequest request) {
    RelationKey key = encounters.with(request.getAccountId());
    RelationKey others = key.reversed();
    if (!encounters.isVisible(key) || relations.get(others).own().blocking()) {
      throw Refusals.accountNotFound();
    }

    relations.change(key, Block::block);

    // The log would tell both in turn: the other's row of the block, and the caller's of what it
    // ended.
    mirrors.catchUp(List.of(key));
    mirrors.catchUp(List.of(others));
    return BlockResponse.newBuilder()
        .setRelationship(relations.get(key).toProto(Micros.now(clock)))
        .build();
  }

  private static Relation block(Relation row) {
    if (row.mirrored().blockedBy()) {
      throw Refusals.accountNotFound();
    }
    return row.with(row.own().block());
  }
}
