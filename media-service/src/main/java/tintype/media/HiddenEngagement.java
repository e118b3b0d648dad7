package tintype.media;

import jakarta.inject.Inject;
import tintype.platform.hidden.HiddenState;
import tintype.platform.hidden.HiddenStep;

/**
 * Tells pages of topics of a hidden account's posts, and posts and comments of its likes, comments,
 * saves and shares. Rows that were told are found no more, so of these only the kind is remembered.
 */
final class HiddenEngagement implements HiddenStep {
  /** Posts of one account that are looked at in one go. */
  private static final int POSTS = 200;

  /** Rows of one account that are told in one go. */
  private static final int ROWS = 1_000;

  /** Below all ids of posts. */
  private static final long FIRST_KIND = -1;

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
    return after >= 0
        ? tellPosts(account, after)
        : tellRows(account, Math.toIntExact(state.version()), after);
  }

  private Told tellPosts(long account, long after) {
    HiddenPosts.Told told = posts.tell(account, after, maxPosts);
    return new Told(told.rows() < maxPosts ? FIRST_KIND : told.last(), told.rows(), false);
  }

  /** Goes on with the next kinds until there were as many rows as go at once. */
  private Told tellRows(long account, int turn, long after) {
    int told = 0;
    for (int kind = (int) (FIRST_KIND - after); kind < HiddenMarks.ALL.size(); kind++) {
      told += marks.putSome(HiddenMarks.ALL.get(kind), account, turn, maxRows - told);
      if (told == maxRows) {
        return new Told(FIRST_KIND - kind, told, false);
      }
    }
    return new Told(FIRST_KIND, told, true);
  }
}
