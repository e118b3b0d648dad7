package tintype.engine;

/**
 * Answers from the store. Any number of threads may use one; none ever waits for the applier or for
 * each other. After {@link FeedStore#close} every call throws {@link IllegalStateException}.
 */
public final class FeedReader {
  /** The most posts of one page: a home feed is the newest 1,000. */
  public static final int MAX_LIMIT = 1_000;

  /**
   * Fills {@code out} with the newest visible posts below {@code before} by everyone whom {@code
   * reader} follows, and by the reader, newest first. Allocates nothing once {@code out} has grown.
   *
   * @param reader an account id; an unknown one gets an empty page
   * @param before exclusive upper bound of post ids; {@link Long#MAX_VALUE} is the top of the feed
   * @param limit most posts, 1..{@value #MAX_LIMIT}
   */
  public void gather(long reader, long before, int limit, FeedPage out) {
    throw new UnsupportedOperationException();
  }

  /** Whether the account's list is held and somebody stands in it, muted or not. */
  public boolean followsAnybody(long account) {
    throw new UnsupportedOperationException();
  }

  /** How many accounts the account follows, muted ones included; 0 when its list is not held. */
  public int followeeCount(long account) {
    throw new UnsupportedOperationException();
  }

  /** Whether the account has been heard of. */
  public boolean isKnown(long account) {
    throw new UnsupportedOperationException();
  }

  /** Whether the list of the account's followees is held, be it empty. */
  public boolean isResident(long account) {
    throw new UnsupportedOperationException();
  }

  /** Whether the account is hidden. */
  public boolean isHidden(long account) {
    throw new UnsupportedOperationException();
  }

  /** The account ids of those whom the account follows, in no order; for checks, as it allocates. */
  public long[] followees(long account) {
    throw new UnsupportedOperationException();
  }

  /** The post ids held of an author, newest first, hidden or not; for checks, as it allocates. */
  public long[] posts(long author) {
    throw new UnsupportedOperationException();
  }
}
