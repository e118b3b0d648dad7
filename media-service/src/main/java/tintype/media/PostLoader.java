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
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import tintype.media.ImportStore.Load;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.DatabaseUnavailableException;
import tintype.platform.sql.DuplicateKeyException;
import tintype.platform.sql.RequestIds.Answered;
import tintype.platform.sql.RequestIds.Key;

/**
 * Loads posts in groups, several groups at a time: the bytes of a group are linked and forced to
 * disk together, then its rows are committed together. A group is one transaction, so on a cluster
 * it holds posts of one author only.
 */
final class PostLoader {
  private static final int POSTS_A_GROUP = 250;
  private static final int GROUPS_AT_ONCE = 4;
  private static final int MAX_TRIES = 3;

  /** Groups of all calls: they leave connections of the pool to others. */
  private static final int GROUPS_OF_ALL = 8;

  /**
   * What came of it.
   *
   * @param postIds by request
   * @param created how many of them are new
   */
  record Loaded(Map<Key, Long> postIds, int created) {}

  private final MediaBlobs blobs;
  private final ImportStore store;
  private final boolean sharded;
  private final Semaphore places = new Semaphore(GROUPS_OF_ALL);

  @Inject
  PostLoader(MediaBlobs blobs, ImportStore store, MediaConfig config, Database database) {
    this.blobs = blobs;
    this.store = store;
    this.sharded = config.sharded() || database.config().isVitess();
  }

  /** Loads posts whose requests differ. Safe to repeat after any failure. */
  Loaded load(Collection<Load> loads) {
    Queue<List<Load>> groups = new ConcurrentLinkedQueue<>(groups(loads));
    Map<Key, Long> postIds = new ConcurrentHashMap<>();
    AtomicInteger created = new AtomicInteger();
    List<Aside<Void>> workers =
        IntStream.range(0, Math.min(GROUPS_AT_ONCE, groups.size()))
            .mapToObj(i -> Aside.start(() -> work(groups, postIds, created)))
            .toList();
    workers.forEach(Aside::get);
    return new Loaded(postIds, created.get());
  }

  private List<List<Load>> groups(Collection<Load> loads) {
    Map<Long, List<Load>> byAuthor = new TreeMap<>(Comparator.naturalOrder());
    for (Load load : loads) {
      byAuthor.computeIfAbsent(load.key().ownerId(), id -> new ArrayList<>()).add(load);
    }
    if (sharded) {
      return List.copyOf(byAuthor.values());
    }
    List<Load> all = byAuthor.values().stream().flatMap(List::stream).toList();
    List<List<Load>> groups = new ArrayList<>();
    for (int from = 0; from < all.size(); from += POSTS_A_GROUP) {
      groups.add(all.subList(from, Math.min(from + POSTS_A_GROUP, all.size())));
    }
    return groups;
  }

  private Void work(Queue<List<Load>> groups, Map<Key, Long> postIds, AtomicInteger created) {
    for (List<Load> group = groups.poll(); group != null; group = groups.poll()) {
      places.acquireUninterruptibly();
      try {
        created.addAndGet(loadGroup(group, postIds));
      } finally {
        places.release();
      }
    }
    return null;
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
    blobs.copy(sources);
    try {
      store.add(fresh);
    } catch (DuplicateKeyException | DatabaseUnavailableException e) {
      blobs.drop(fresh.stream().map(Load::media).toList());
      throw e;
    }
  }
}
