package tintype.feed;

/**
 * Where in a feed the next page begins.
 *
 * @param snapshot the highest id of page one, 0 before it: nothing newer belongs to this reading
 * @param last the last id looked at; exclusive
 * @param served how many posts the pages so far have had
 */
record FeedCursor(long snapshot, long last, int served) {
  static final FeedCursor START = new FeedCursor(0, Long.MAX_VALUE, 0);

  boolean isStart() {
    return snapshot == 0;
  }

  /** How many posts this reading may still have. */
  int room() {
    return HomeFeed.MAX_POSTS - served;
  }

  /**
   * @param first the highest id that the page looked at
   * @param lastSeen the lowest
   * @param count how many posts the page has
   */
  FeedCursor after(long first, long lastSeen, int count) {
    return new FeedCursor(isStart() ? first : snapshot, lastSeen, served + count);
  }
}
