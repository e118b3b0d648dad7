package tintype.engine;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who follows whom and what each has posted lately, off-heap, for reading home feeds. It is derived
 * state, held in memory; {@linkplain #snapshot snapshots} let the next start go on from a file.
 *
 * <p>One thread writes through {@link #applier}; any number read through {@link #reader}.
 */
public final class FeedStore implements AutoCloseable {
  /** The most entries of a reader's list: all who are followed, and who are muted besides. */
  public static final int MAX_FOLLOWEES = FolloweeList.MAX_ENTRIES;

  /** Of an author who has more posts so many are held, the newest. */
  public static final int POSTS_HELD = Ring.MAX_SLOTS - 1;

  private static final Logger log = LoggerFactory.getLogger(FeedStore.class);

  private final Core core;
  private final Applier applier;
  private final FeedReader reader;
  private @Nullable Snapshot snapshot;
  private boolean closed;

  private FeedStore(Core core) {
    this.core = core;
    applier = new Applier(core);
    reader = new FeedReader(core);
  }

  /** An empty store; memory is reserved at once and touched as it fills. */
  public static FeedStore create(FeedStoreConfig config) {
    return new FeedStore(new Core(config));
  }

  /**
   * A store as it was at a snapshot's moment.
   *
   * @param progress is told how many bytes of the file's pages are in, now and then
   * @throws SnapshotRefusedException where a page is damaged or the store does not fit the bounds
   */
  public static FeedStore load(FeedStoreConfig config, SnapshotFile file, LongConsumer progress) {
    Core core = new Core(config);
    try {
      core.load(file, progress);
    } catch (RuntimeException | Error e) {
      core.close();
      throw e;
    }
    return new FeedStore(core);
  }

  /**
   * Begins a snapshot of the store as it is now, and returns at once; reads and changes go on. To
   * be called between two operations of the applier, by its thread as a rule, and for one at a
   * time. A page that is about to change is copied before, so some changes take 10 to 20 us longer
   * meanwhile, and those that run ahead of the disk by 16 MiB wait for it. Where the disk stands
   * still for a second then, the snapshot fails and the changes go on.
   *
   * @param target its file's name; the folder is there and belongs to this process alone. Beside it
   *     {@code <name>.new} is written meanwhile
   * @param identity what the store is derived from, to be compared at the next start
   * @param note is kept with it, e.g. where to go on in the logs
   */
  public synchronized Snapshot snapshot(Path target, String identity, byte[] note) {
    return snapshot(target, identity, note, SnapshotSink::file);
  }

  synchronized Snapshot snapshot(
      Path target, String identity, byte[] note, SnapshotSink.Opener opener) {
    if (snapshot != null && !snapshot.done().isDone()) {
      throw new IllegalStateException("a snapshot of this store is still being written");
    }
    snapshot =
        applier.between(
            () -> {
              StateWriter state = new StateWriter();
              state.putBytes(Core.LAYOUT.getBytes(StandardCharsets.UTF_8));
              state.putBytes(identity.getBytes(StandardCharsets.UTF_8));
              state.putBytes(note);
              core.saveParts(state);
              byte[] bytes = state.toBytes();
              return new Snapshot(new SnapshotWriter(core.pages.hold(), bytes, target, opener));
            });
    return snapshot;
  }

  public Applier applier() {
    return applier;
  }

  public FeedReader reader() {
    return reader;
  }

  /** Sizes and counts, cheap enough for a metric; after {@link #close} they stay as they were. */
  public Usage usage() {
    Tally tally = core.tally;
    return new Usage(
        tally.get(Tally.Count.ACCOUNTS),
        tally.get(Tally.Count.RESIDENT_READERS),
        tally.get(Tally.Count.COLD_READERS),
        core.lists.isComplete()
            ? 0
            : tally.get(Tally.Count.ACCOUNTS) - tally.get(Tally.Count.RESIDENT_READERS),
        tally.get(Tally.Count.EDGES),
        tally.get(Tally.Count.POSTS),
        tally.get(Tally.Count.COLUMN_BYTES),
        tally.get(Tally.Count.RING_BYTES),
        tally.get(Tally.Count.ADJACENCY_BYTES),
        tally.get(Tally.Count.COLD_BYTES),
        tally.get(Tally.Count.COLD_PAGES) * Pages.PAGE_BYTES,
        tally.get(Tally.Count.DICTIONARY_BYTES),
        tally.get(Tally.Count.PROMOTIONS),
        tally.get(Tally.Count.DEMOTIONS),
        tally.get(Tally.Count.EVICTIONS),
        tally.get(Tally.Count.PAGES),
        core.pages.max(),
        core.dictionary.max());
  }

  /** How it is being used, cheap enough for a metric; after {@link #close} too. */
  public Activity activity() {
    return core.activity();
  }

  /**
   * Waits for the operations and reads under way, gives up a snapshot under way, and gives the
   * memory back. Later calls through the applier and the reader throw {@link
   * IllegalStateException}.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (snapshot != null) {
      // First, since the applier may be waiting for it.
      snapshot.cancel();
    }
    applier.close();
    if (!core.close()) {
      log.warn("feed store closed under a reader that did not leave; its memory is not given back");
    }
  }
}
