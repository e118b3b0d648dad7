package tintype.feed;

import tintype.feed.v1.Feed.State;

/** What a page can be relied on for. */
final class FeedStates {
  private FeedStates() {}

  /** Not knowing comes before knowing of nobody: the two are different answers. */
  static State of(Candidates candidates, FeedCursor cursor) {
    if (!candidates.complete()) {
      return State.CATCHING_UP;
    }
    boolean nothing = cursor.isStart() && candidates.size() == 0;
    return nothing && candidates.followsNobody() ? State.NOBODY_FOLLOWED : State.READY;
  }
}
