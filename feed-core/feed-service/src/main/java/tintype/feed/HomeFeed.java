package tintype.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import tintype.engine.FeedPage;

/**
 * The home feed as candidates: the newest posts of all whom the reader follows, and the reader's
 * own. The index answers on the caller's thread without waiting; only where it does not hold posts
 * that the page needs does the answer come later, once media-service has listed them.
 */
@Singleton
final class HomeFeed {
  /** A home feed goes no further back than this many posts. */
  static final int MAX_POSTS = 1_000;

  private final HomeFeedIndex index;
  private final MediaPosts media;
  private final PagePool pages = new PagePool();
  private final Timer gathers;
  private final Counter continued;

  @Inject
  HomeFeed(HomeFeedIndex index, MediaPosts media, MeterRegistry metrics) {
    this.index = index;
    this.media = media;
    this.gathers = Timer.builder("feed.gather").description("Reads of the index").register(metrics);
    this.continued =
        Counter.builder("feed.gather.continued")
            .description("Reads that needed posts older than the index holds")
            .register(metrics);
  }

  /**
   * @param before exclusive bound of post ids; {@link Long#MAX_VALUE} for the top
   * @param limit most candidates, 1..{@value #MAX_POSTS}
   */
  CompletableFuture<Candidates> newest(long reader, long before, int limit) {
    long start = System.nanoTime();
    FeedPage page = pages.borrow();
    try {
      Candidates held = gather(index, reader, before, limit, page);
      gathers.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      if (page.truncatedCount() == 0) {
        return CompletableFuture.completedFuture(held);
      }
      continued.increment();
      return media
          .listIds(truncatedAuthors(page), goOnFrom(page, before), limit)
          .thenApply(older -> held.with(older, limit));
    } finally {
      pages.giveBack(page);
    }
  }

  /** From whichever copy is the current one, also while one replaces the other. */
  static Candidates gather(
      HomeFeedIndex index, long reader, long before, int limit, FeedPage page) {
    while (true) {
      Generation generation = index.current();
      // Asked before the read: what completes during it may have missed something.
      boolean complete = generation.isComplete();
      try {
        generation.reader().gather(reader, before, limit, page);
        boolean followsNobody = page.size() == 0 && !generation.reader().followsAnybody(reader);
        return Candidates.of(page, complete, followsNobody);
      } catch (IllegalStateException e) {
        if (generation == index.current()) {
          throw e;
        }
        // A newer copy of the index replaced this one between the two lines: it answers.
      }
    }
  }

  private static long[] truncatedAuthors(FeedPage page) {
    long[] authors = new long[page.truncatedCount()];
    for (int i = 0; i < authors.length; i++) {
      authors[i] = page.truncatedAuthor(i);
    }
    return authors;
  }

  /** Below the highest of the authors' ends; what is held above another's end comes twice. */
  private static long goOnFrom(FeedPage page, long before) {
    long end = 0;
    for (int i = 0; i < page.truncatedCount(); i++) {
      end = Math.max(end, page.truncatedBefore(i));
    }
    return Math.min(end, before);
  }
}
