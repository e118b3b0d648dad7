package tintype.feed;

import java.util.concurrent.atomic.AtomicReferenceArray;
import tintype.engine.FeedPage;

/**
 * Scratch pages for reads. A page per thread would do, were it not for calls in the process that
 * come on virtual threads: there are too many of those to give each its own.
 */
final class PagePool {
  private static final int MAX_IDLE = 64;

  private final AtomicReferenceArray<FeedPage> idle = new AtomicReferenceArray<>(MAX_IDLE);

  FeedPage borrow() {
    FeedPage page = idle.getAndSet(slot(), null);
    return page != null ? page : new FeedPage();
  }

  void giveBack(FeedPage page) {
    idle.set(slot(), page);
  }

  private static int slot() {
    return (int) (Thread.currentThread().threadId() & (MAX_IDLE - 1));
  }
}
