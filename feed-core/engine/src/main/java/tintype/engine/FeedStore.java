package tintype.engine;

/**
 * Who follows whom and what each has posted lately, off-heap, for reading home feeds. It is derived
 * state, held in memory and rebuilt at each start.
 *
 * <p>One thread writes through {@link #applier}; any number read through {@link #reader}.
 */
public final class FeedStore implements AutoCloseable {

  public static FeedStore create(FeedStoreConfig config) {
    throw new UnsupportedOperationException();
  }

  public Applier applier() {
    throw new UnsupportedOperationException();
  }

  public FeedReader reader() {
    throw new UnsupportedOperationException();
  }

  /** Sizes and counts, cheap enough for a metric. Zeros after {@link #close}. */
  public Usage usage() {
    throw new UnsupportedOperationException();
  }

  /**
   * Waits for the reads under way and gives the memory back. Later calls, here and through the applier
   * and the reader, throw {@link IllegalStateException}.
   */
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
