package tintype.engine;

/**
 * One answer of {@link FeedReader#gather}, newest post first, with the scratch space that makes it. It
 * is made once and used again and again, by one thread at a time.
 */
public final class FeedPage {

  /** How many posts the page holds. */
  public int size() {
    throw new UnsupportedOperationException();
  }

  public long postId(int index) {
    throw new UnsupportedOperationException();
  }

  public long authorId(int index) {
    throw new UnsupportedOperationException();
  }

  /** Whether the store has ever heard of the reader. If not, the page is empty. */
  public boolean knownReader() {
    throw new UnsupportedOperationException();
  }

  /**
   * How many authors this page may lack posts of, because their older posts are not held here and the
   * merge reached the end of those that are. Zero when the page is exact.
   */
  public int truncatedCount() {
    throw new UnsupportedOperationException();
  }

  /** The account id of such an author. */
  public long truncatedAuthor(int index) {
    throw new UnsupportedOperationException();
  }

  /** The id such that the author's posts from it up are held, and posts below it may exist elsewhere. */
  public long truncatedBefore(int index) {
    throw new UnsupportedOperationException();
  }
}
