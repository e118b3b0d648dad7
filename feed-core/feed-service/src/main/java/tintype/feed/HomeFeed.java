package tintype.feed;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import tintype.platform.concurrent.Spares;

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
  private final Spares<HeldPage> pages = new Spares<>(HeldPage::new);
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
   * @param answer makes something of them; they hold during its call only
   */
  <T> CompletableFuture<T> newest(
      long reader, long before, int limit, Function<Candidates, T> answer) {
    HeldPage page = pages.borrow();
    try {
      long start = System.nanoTime();
      page.read(index, reader, before, limit);
      gathers.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      return page.isExact()
          ? CompletableFuture.completedFuture(answer.apply(page))
          : goOn(page, before, limit).thenApply(answer);
    } finally {
      pages.giveBack(page);
    }
  }

  /** With what only media-service knows of authors whose older posts the index does not hold. */
  private CompletableFuture<Candidates> goOn(HeldPage page, long before, int limit) {
    continued.increment();
    CandidateList held = CandidateList.of(page);
    return media
        .listIds(page.truncatedAuthors(), page.goOnFrom(before), limit)
        .thenApply(older -> held.with(older, limit));
  }
}
