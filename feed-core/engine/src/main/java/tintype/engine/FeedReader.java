package tintype.engine;

import java.util.Arrays;
import java.util.Objects;

/**
 * Answers from the store. Any number of threads may use one; none ever waits for the applier or for
 * each other. After {@link FeedStore#close} every call throws {@link IllegalStateException}.
 */
public final class FeedReader {
  /** The most posts of one page: a home feed is the newest 1,000. */
  public static final int MAX_LIMIT = 1_000;

  private final Core core;

  FeedReader(Core core) {
    this.core = core;
  }

  /**
   * Fills {@code out} with the newest visible posts below {@code before} by everyone whom {@code
   * reader} follows, and by the reader, newest first. What is taken of each author's posts, and of
   * the list of followees, stood there at one moment during the call; whether an author is hidden
   * is asked before the posts are. A mute is one until its end, by the clock at that moment.
   * Allocates nothing once {@code out} has grown. Where the list of followees is not held, the page
   * {@link FeedPage#isAbsent says so}.
   *
   * @param reader an account id; an unknown one gets an empty page
   * @param before exclusive upper bound of post ids; {@link Long#MAX_VALUE} is the top of the feed
   * @param limit most posts, 1..{@value #MAX_LIMIT}
   */
  public void gather(long reader, long before, int limit, FeedPage out) {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit: " + limit + " (expected: 1.." + MAX_LIMIT + ")");
    }
    Objects.requireNonNull(out, "out");
    int ticket = core.enter();
    try {
      int dense = core.dictionary.find(reader);
      out.clear(dense != Dictionary.UNKNOWN);
      if (out.knownReader()) {
        core.gather.fill(dense, Math.max(before, 0), limit, out);
      }
    } finally {
      core.exit(ticket);
    }
  }

  /** How many accounts the account follows, muted ones included; 0 when its list is not held. */
  public int followeeCount(long account) {
    return read(account, core.lists::countFollowed, 0);
  }

  /**
   * Until when the followee's posts are left out of the reader's feed, as {@link Applier#relate}
   * has said, also where that time has passed; 0 where they are not, or the reader's list is not
   * held. For checks, as it allocates.
   */
  public long mutedUntil(long reader, long followee) {
    return read(
        reader,
        dense -> {
          int author = core.dictionary.find(followee);
          return author == Dictionary.UNKNOWN ? 0 : core.lists.mutedUntil(dense, author);
        },
        0L);
  }

  /**
   * What {@link Applier#setAffinity} has said of a reader and a followee, 0..255; 0 if nothing, or
   * the reader's list is not hot.
   */
  public int affinity(long reader, long followee) {
    return read(
        reader,
        dense -> {
          int author = core.dictionary.find(followee);
          return author == Dictionary.UNKNOWN ? 0 : core.lists.affinity(dense, author);
        },
        0);
  }

  /** What {@link Applier#setEngagement} has said of a post that is held; 0 if nothing. */
  public int engagement(long author, long postId) {
    return read(author, dense -> core.rings.engagement(dense, postId), 0);
  }

  /** Whether the account has been heard of. */
  public boolean isKnown(long account) {
    return read(account, dense -> true, false);
  }

  /** Whether the list of the account's followees is held, be it empty. */
  public boolean isResident(long account) {
    return read(account, core.lists::isResident, false);
  }

  /** Whether the list of the account's followees is held compressed. */
  public boolean isCold(long account) {
    return read(account, core.lists::isCold, false);
  }

  /** Whether the account is known and its list is not held, though there may be one. */
  public boolean isAbsent(long account) {
    return read(account, core.lists::isAbsent, false);
  }

  /** Whether the account is hidden. */
  public boolean isHidden(long account) {
    return read(account, dense -> core.columns.latest(dense) < 0, false);
  }

  /**
   * The account ids of those whom the account follows, in no order; for checks, as it allocates.
   */
  public long[] followees(long account) {
    return read(account, this::copyFollowees, new long[0]);
  }

  /** The post ids held of an author, newest first, hidden or not; for checks, as it allocates. */
  public long[] posts(long author) {
    return read(author, this::copyPosts, new long[0]);
  }

  private long[] copyFollowees(int dense) {
    int[] entries = core.lists.copy(dense);
    long[] accounts = new long[entries.length];
    int count = 0;
    for (int entry : entries) {
      if (FolloweeList.isFollowed(entry)) {
        accounts[count++] = core.columns.accountId(FolloweeList.dense(entry));
      }
    }
    return Arrays.copyOf(accounts, count);
  }

  private long[] copyPosts(int dense) {
    Candidates scratch = new Candidates();
    return Arrays.copyOf(scratch.ringIds, core.gather.copyAll(dense, scratch));
  }

  private <T> T read(long account, Question<T> question, T unknown) {
    int ticket = core.enter();
    try {
      int dense = core.dictionary.find(account);
      return dense == Dictionary.UNKNOWN ? unknown : question.ask(dense);
    } finally {
      core.exit(ticket);
    }
  }

  /** What is asked about a known account. */
  private interface Question<T> {
    T ask(int dense);
  }
}
