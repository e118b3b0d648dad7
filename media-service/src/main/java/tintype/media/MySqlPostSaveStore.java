package tintype.media;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.ShardBatches;

/** Saves in MySQL, in the shard of the post's author. */
final class MySqlPostSaveStore implements PostSaveStore {
  /** They may meet in the same counts, and then wait for each other. */
  private static final int MAX_TRANSACTIONS = 2;

  private final Database database;
  private final ShardBatches batches;

  @Inject
  MySqlPostSaveStore(Database database) {
    this.database = database;
    this.batches = new ShardBatches(database, MAX_TRANSACTIONS);
  }

  @Override
  public void apply(Collection<Save> saves) {
    batches.transact(
        PostSaveRows.newest(saves),
        save -> save.post().owner(),
        save -> 1,
        PostSaveRows.MAX,
        this::applyBatch);
  }

  private boolean applyBatch(List<Save> saves) {
    database.execute(handle -> PostSaveRows.apply(handle, saves));
    return true;
  }

  /** Not kept in memory: only authors ask, and what moves the counts is no news of its own. */
  @Override
  public Map<Owned, Integer> counts(Collection<Owned> posts) {
    return posts.isEmpty()
        ? Map.of()
        : database.read(handle -> SlotCounter.POST_SAVES.sums(handle, List.copyOf(posts)));
  }
}
