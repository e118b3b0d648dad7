package tintype.media;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tintype.media.ImportStore.Load;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.DuplicateKeyException;
import tintype.platform.sql.OutcomeUnknownException;
import tintype.platform.sql.RequestIds.Answered;
import tintype.platform.sql.RequestIds.Key;
import tintype.platform.sql.ShardBatches;

/**
 * Loads posts in groups, several groups at a time: the bytes of a group are linked and forced to
 * disk together, then its rows are committed together. A group is one transaction, so it holds
 * posts of authors of one shard.
 */
final class PostLoader {
  private static final int POSTS_A_GROUP = 250;
  private static final int MAX_TRIES = 3;

  /** Of all calls: they leave connections of the pool to others. */
  private static final int GROUPS_AT_ONCE = 8;

  /**
   * What came of it.
   *
   * @param postIds by request
   * @param created how many of them are new
   */
  record Loaded(Map<Key, Long> postIds, int created) {}

  private final MediaBlobs blobs;
  private final ImportStore store;
  private final ShardBatches groups;

  @Inject
  PostLoader(MediaBlobs blobs, ImportStore store, Database database) {
    this.blobs = blobs;
    this.store = store;
    this.groups = new ShardBatches(database, GROUPS_AT_ONCE);
  }

  /** Loads posts whose requests differ. Safe to repeat after any failure. */
  Loaded load(Collection<Load> loads) {
    List<Load> byAuthor =
        loads.stream().sorted(Comparator.comparingLong(load -> load.key().ownerId())).toList();
    Map<Key, Long> postIds = new ConcurrentHashMap<>();
    List<Integer> created =
        groups.transact(
            byAuthor,
            load -> load.key().ownerId(),
            load -> 1,
            POSTS_A_GROUP,
            group -> loadGroup(group, postIds));
    return new Loaded(postIds, created.stream().mapToInt(Integer::intValue).sum());
  }

  private int loadGroup(List<Load> group, Map<Key, Long> postIds) {
    for (int attempt = 1; ; attempt++) {
      List<Load> fresh = withoutAnswered(group, postIds);
      try {
        if (!fresh.isEmpty()) {
          add(fresh);
          fresh.forEach(load -> postIds.put(load.key(), load.request().resultId()));
        }
        return fresh.size();
      } catch (DuplicateKeyException e) {
        // The same requests came twice at once: what the other call has made is found next time.
        if (attempt == MAX_TRIES) {
          throw e;
        }
      } catch (IOException e) {
        throw new UncheckedIOException("the bytes of loaded posts could not be linked", e);
      }
    }
  }

  private List<Load> withoutAnswered(List<Load> group, Map<Key, Long> postIds) {
    Map<Key, Answered> answered = store.answered(group.stream().map(Load::key).toList());
    List<Load> fresh = new ArrayList<>();
    for (Load load : group) {
      Answered before = answered.get(load.key());
      if (before == null) {
        fresh.add(load);
      } else {
        postIds.put(load.key(), before.resultFor(load.request().fingerprint()));
      }
    }
    return fresh;
  }

  private void add(List<Load> fresh) throws IOException {
    Map<Owned, MediaRow> sources = new HashMap<>();
    fresh.forEach(load -> sources.put(load.media().ref(), load.source()));
    try {
      blobs.copy(sources);
      store.add(fresh);
    } catch (OutcomeUnknownException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      drop(fresh, e);
      throw e;
    }
  }

  private void drop(List<Load> unwritten, Exception reason) {
    for (Load load : unwritten) {
      try {
        blobs.drop(List.of(load.media()));
      } catch (IOException | RuntimeException e) {
        reason.addSuppressed(e);
      }
    }
  }
}
