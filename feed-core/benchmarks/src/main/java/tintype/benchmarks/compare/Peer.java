package tintype.benchmarks.compare;

/**
 * One way to answer home feeds, over people by number from 0. One thread asks it, and reads the
 * answer before it asks again.
 */
interface Peer extends AutoCloseable {
  /** Finds the newest posts of a reader's followees, newest first, and says how many. */
  int feed(int reader, int limit);

  /** A post's id of the last answer, by its place from 0. */
  long id(int place);

  /** Takes a newer post. */
  void post(int author, long post);

  @Override
  default void close() {}
}
