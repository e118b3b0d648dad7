package tintype.engine;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who follows whom and what each has posted lately, off-heap, for reading home feeds. It is derived
 * state, held in memory and rebuilt at each start.
 *
 * <p>One thread writes through {@link #applier}; any number read through {@link #reader}.
 */
public final class FeedStore implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FeedStore.class);

  private final Core core;
  private final Applier applier;
  private final FeedReader reader;
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
        tally.get(Tally.Count.EDGES),
        tally.get(Tally.Count.POSTS),
        tally.get(Tally.Count.COLUMN_BYTES),
        tally.get(Tally.Count.RING_BYTES),
        tally.get(Tally.Count.ADJACENCY_BYTES),
        tally.get(Tally.Count.DICTIONARY_BYTES),
        tally.get(Tally.Count.PAGES),
        core.pages.max());
  }

  /**
   * Waits for the operations and reads under way and gives the memory back. Later calls through the
   * applier and the reader throw {@link IllegalStateException}.
   */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    applier.close();
    if (!core.close()) {
      log.warn("feed store closed under a reader that did not leave; its memory is not given back");
    }
  }
}
