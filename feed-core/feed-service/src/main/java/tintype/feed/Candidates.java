package tintype.feed;

/**
 * Posts that a reader's feed holds, newest first; whether the reader may see each is another
 * question.
 */
interface Candidates {
  int size();

  long post(int index);

  long author(int index);

  /** Whether the index lacked nothing when it was read. */
  boolean complete();

  /** Whether the reader follows nobody, as far as the index knows. */
  boolean followsNobody();

  /** As media-service takes it. */
  default String postText(int index) {
    return post(index) + "_" + author(index);
  }
}
