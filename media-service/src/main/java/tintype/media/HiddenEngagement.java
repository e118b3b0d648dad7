package tintype.media;

import jakarta.inject.Inject;
import tintype.platform.hidden.HiddenState;
import tintype.platform.hidden.HiddenStep;

/**
 * Tells posts and comments of a hidden account's likes, comments, saves and shares, and then pages
 * of topics of its posts, which take longer. Rows that were told are found no more, so of these
 * only the kind is remembered.
 */
final class HiddenEngagement implements HiddenStep {
  /** Posts of one account that are looked at in one go. */
  private static final int POSTS = 200;

  /** Rows of one account that are told in one go. */
  private static final int ROWS = 1_000;

  /**
   * Where rows of all kinds are told; each kind is a number from 0 down. Below all ids of posts.
   */
  private static final long FIRST_POST = 1;

  private final HiddenPosts posts;
  private final HiddenMarks marks;
  private final int maxPosts;
  private final int maxRows;

  @Inject
  HiddenEngagement(HiddenPosts posts, HiddenMarks marks) {
    this(posts, marks, POSTS, ROWS);
  }

  HiddenEngagement(HiddenPosts posts, HiddenMarks marks, int maxPosts, int maxRows) {
    this.posts = posts;
    this.marks = marks;
    this.maxPosts = maxPosts;
    this.maxRows = maxRows;
  }

  @Override
  public Told tell(long account, HiddenState state, long after) {
    return after <= 0
        ? tellRows(account, Math.toIntExact(state.version()), after)
        : tellPosts(account, after);
  }

  /** Goes on with the next kinds until there were as many rows as go at once. */
  private Told tellRows(long account, int turn, long after) {
    int told = 0;
    for (int kind = (int) -after; kind < HiddenMarks.ALL.size(); kind++) {
      told += marks.putSome(HiddenMarks.ALL.get(kind), account, turn, maxRows - told);
      if (told == maxRows) {
        return new Told(-kind, told, false);
      }
    }
    return new Told(FIRST_POST, told, false);
  }

  private Told tellPosts(long account, long after) {
    HiddenPosts.Told told = posts.tell(account, after, maxPosts);
    return new Told(told.last(), told.rows(), told.rows() < maxPosts);
  }
}
