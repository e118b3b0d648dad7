package tintype.engine;

import java.util.Arrays;
import java.util.Objects;

/**
 * One answer of {@link FeedReader#gather}, newest post first, with the scratch space that makes it:
 * about 60 KB, and 64 bytes a followee beyond 256. It is made once and used again and again, by one
 * thread at a time.
 */
public final class FeedPage {
  final TopPosts top = new TopPosts();
  final Floor floor = new Floor();
  final Candidates candidates = new Candidates();

  private final long[] postIds = new long[FeedReader.MAX_LIMIT];
  private final long[] authorIds = new long[FeedReader.MAX_LIMIT];
  private long[] truncatedAuthors = new long[16];
  private long[] truncatedBefore = new long[16];
  private int truncatedCount;
  private int size;
  private boolean knownReader;
  private boolean absent;
  private boolean followsNobody;

  /** How many posts the page holds. */
  public int size() {
    return size;
  }

  public long postId(int index) {
    return postIds[Objects.checkIndex(index, size)];
  }

  public long authorId(int index) {
    return authorIds[Objects.checkIndex(index, size)];
  }

  /** Whether the store has ever heard of the reader. If not, the page is empty. */
  public boolean knownReader() {
    return knownReader;
  }

  /**
   * Whether the reader's list of followees is not in memory, though there may be one: the page is
   * empty and says nothing. The list has to be loaded ({@link Applier#replaceFollowees}).
   */
  public boolean isAbsent() {
    return absent;
  }

  /**
   * Whether the page is empty and made of a list in which nobody is followed, muted or not; so is
   * an unknown reader's. False where the list is absent, and where the page holds posts.
   */
  public boolean followsNobody() {
    return followsNobody;
  }

  /**
   * How many authors this page may lack posts of, because their older posts are not held here and
   * the merge reached the end of those that are. Zero when the page is exact.
   */
  public int truncatedCount() {
    return truncatedCount;
  }

  /** The account id of such an author. */
  public long truncatedAuthor(int index) {
    return truncatedAuthors[Objects.checkIndex(index, truncatedCount)];
  }

  /**
   * The id such that the author's posts from it up are held, and posts below it may exist
   * elsewhere.
   */
  public long truncatedBefore(int index) {
    return truncatedBefore[Objects.checkIndex(index, truncatedCount)];
  }

  void clear(boolean known) {
    knownReader = known;
    absent = false;
    followsNobody = !known;
    size = 0;
    truncatedCount = 0;
  }

  void setAbsent() {
    absent = true;
  }

  void clearTruncated() {
    truncatedCount = 0;
  }

  void addTruncated(long author, long before) {
    if (truncatedCount == truncatedAuthors.length) {
      truncatedAuthors = Arrays.copyOf(truncatedAuthors, 2 * truncatedCount);
      truncatedBefore = Arrays.copyOf(truncatedBefore, 2 * truncatedCount);
    }
    truncatedAuthors[truncatedCount] = author;
    truncatedBefore[truncatedCount++] = before;
  }

  /**
   * Takes over the posts of {@link #top}, and forgets truncated authors who cannot reach the page.
   * Only an empty page's list is looked through for somebody followed: most reads pay nothing.
   */
  void finish() {
    size = top.size();
    for (int i = 0; i < size; i++) {
      postIds[i] = top.id(i);
      authorIds[i] = candidates.accounts[top.author(i)];
    }
    if (top.isFull()) {
      keepTruncatedAbove(postIds[size - 1]);
    }
    followsNobody = size == 0 && !candidates.followsAnybody();
  }

  private void keepTruncatedAbove(long lastId) {
    int kept = 0;
    for (int i = 0; i < truncatedCount; i++) {
      if (truncatedBefore[i] > lastId) {
        truncatedAuthors[kept] = truncatedAuthors[i];
        truncatedBefore[kept++] = truncatedBefore[i];
      }
    }
    truncatedCount = kept;
  }
}
