package tintype.engine;

/**
 * Changes the store. One thread writes at a time; a second one at the same time gets {@link
 * IllegalStateException}. Every operation is idempotent and atomic to readers, and an account is
 * allotted its dense id on first sight. Ids are positive.
 *
 * <p>Each may throw {@link EngineFullException}; then nothing changed.
 */
public final class Applier {

  /** Allots the account's dense id. Done first and in account-id order it costs the least memory. */
  public void register(long account) {
    throw new UnsupportedOperationException();
  }

  /** Following oneself changes nothing: everybody sees their own posts anyway. */
  public void follow(long follower, long followee) {
    throw new UnsupportedOperationException();
  }

  /** A mute outlives it, and is there again should the follower come back. */
  public void unfollow(long follower, long followee) {
    throw new UnsupportedOperationException();
  }

  /**
   * Sets the whole list of a reader in one exact allocation; repeated followees count once.
   *
   * @param followees account ids; a negative one, {@code -id}, is followed and muted
   * @param count how many of them to take
   */
  public void replaceFollowees(long reader, long[] followees, int count) {
    throw new UnsupportedOperationException();
  }

  /** Drops the list of a reader from memory; {@link FeedReader#isResident} is false from then on. */
  public void evict(long reader) {
    throw new UnsupportedOperationException();
  }

  /** Leaves the followee's posts out of the reader's feed, or no longer; needs no follow. */
  public void mute(long reader, long followee, boolean muted) {
    throw new UnsupportedOperationException();
  }

  /** Adds a post, in any order of ids. An id is one post of one author. */
  public void post(long author, long postId) {
    throw new UnsupportedOperationException();
  }

  public void delete(long author, long postId) {
    throw new UnsupportedOperationException();
  }

  /**
   * Says that posts of the author below {@code before} exist elsewhere only, and drops those held.
   * Pages that such posts may belong to then name the author as truncated.
   */
  public void truncate(long author, long before) {
    throw new UnsupportedOperationException();
  }

  /** Takes all posts of the author out of every feed, future ones included. */
  public void hide(long author) {
    throw new UnsupportedOperationException();
  }

  public void unhide(long author) {
    throw new UnsupportedOperationException();
  }
}
