package tintype.graph;

/**
 * A row of a list of people, and a place in it: lists run from the newest to the oldest, and from
 * the higher id to the lower where times are equal.
 *
 * @param micros when the follow began, in microseconds since 1970
 * @param accountId who is listed
 */
record Listed(long micros, long accountId) {
  /** Before all rows. */
  static final Listed START = new Listed(Long.MAX_VALUE, Long.MAX_VALUE);

  /** Whether it stands further down than that place. */
  boolean isAfter(Listed place) {
    return micros != place.micros ? micros < place.micros : accountId < place.accountId;
  }

  /** The place in a page token; without a token the start. */
  static Listed of(long[] keyOrNull) {
    return keyOrNull == null ? START : new Listed(keyOrNull[0], keyOrNull[1]);
  }
}
