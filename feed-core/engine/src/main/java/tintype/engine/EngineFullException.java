package tintype.engine;

/**
 * The store has reached one of its bounds; the message names it. No feed has changed, and the store
 * goes on answering.
 */
public final class EngineFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What there is no more of. */
  public enum Bound {
    /** Pages, by {@link FeedStoreConfig#maxBytes}. */
    MEMORY("pages of 64 KiB"),
    /** Dense ids, by {@link FeedStoreConfig#maxAccounts}. */
    ACCOUNTS("accounts"),
    /** Entries of one list, which the largest block bounds. */
    FOLLOWEES("followees of one reader");

    private final String text;

    Bound(String text) {
      this.text = text;
    }
  }

  private final Bound bound;

  EngineFullException(Bound bound, long limit) {
    super(bound.text + " are used up (limit: " + limit + ")");
    this.bound = bound;
  }

  /** Which bound it is. */
  public Bound bound() {
    return bound;
  }
}
