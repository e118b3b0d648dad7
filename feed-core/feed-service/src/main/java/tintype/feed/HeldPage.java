package tintype.feed;

import tintype.engine.FeedPage;
import tintype.engine.FeedReader;

/** Candidates as the index holds them, with the space that a look takes; used again and again. */
final class HeldPage implements Candidates {
  private final FeedPage page = new FeedPage();
  private boolean complete;

  /**
   * From whichever copy of the index is the current one, also while one replaces the other.
   *
   * @param before exclusive bound of post ids; {@link Long#MAX_VALUE} for the top
   * @return that copy
   */
  Generation read(HomeFeedIndex index, long reader, long before, int limit) {
    while (true) {
      Generation generation = index.current();
      // Asked before the read: what completes during it may have missed something.
      complete = generation.isComplete();
      try {
        read(generation.reader(), reader, before, limit);
        return generation;
      } catch (IllegalStateException e) {
        if (generation == index.current()) {
          throw e;
        }
        // A newer copy of the index replaced this one between the two lines: it answers.
      }
    }
  }

  /** From one copy of the index. */
  void read(FeedReader index, long reader, long before, int limit) {
    index.gather(reader, before, limit, page);
  }

  @Override
  public int size() {
    return page.size();
  }

  @Override
  public long post(int index) {
    return page.postId(index);
  }

  @Override
  public long author(int index) {
    return page.authorId(index);
  }

  @Override
  public boolean complete() {
    return complete;
  }

  @Override
  public boolean followsNobody() {
    return page.followsNobody();
  }

  /** Whether the reader's list has to be loaded first; until then the page says nothing. */
  boolean isAbsent() {
    return page.isAbsent();
  }

  /** Whether nothing is missing that only media-service knows. */
  boolean isExact() {
    return page.truncatedCount() == 0;
  }

  /** Of whom older posts may belong here. */
  long[] truncatedAuthors() {
    long[] authors = new long[page.truncatedCount()];
    for (int i = 0; i < authors.length; i++) {
      authors[i] = page.truncatedAuthor(i);
    }
    return authors;
  }

  /** Below the highest of these authors' ends; what is held above another's end comes twice. */
  long goOnFrom(long before) {
    long end = 0;
    for (int i = 0; i < page.truncatedCount(); i++) {
      end = Math.max(end, page.truncatedBefore(i));
    }
    return Math.min(end, before);
  }
}
