package tintype.feed;

import io.grpc.Context;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tintype.platform.pool.Spares;
import tintype.platform.rpc.ApiException;

/**
 * The home feed as candidates: the newest posts of all whom the reader follows, and the reader's
 * own. The index answers on the caller's thread without waiting. Only where it does not hold posts
 * that the page needs, or the list of those followed, does the answer come later, once
 * media-service or graph-service has told.
 */
@Singleton
final class HomeFeed {
  /** A home feed goes no further back than this many posts. */
  static final int MAX_POSTS = 1_000;

  /** In one read; a budget that lets a list go this often is no budget for lists. */
  private static final int MAX_LOADS = 3;

  private final HomeFeedIndex index;
  private final MediaPosts media;
  private final FolloweeLoads loads;
  private final Spares<HeldPage> pages = new Spares<>(HeldPage::new);
  private final Timer gathers;
  private final Counter continued;

  @Inject
  HomeFeed(HomeFeedIndex index, MediaPosts media, FolloweeLoads loads, MeterRegistry metrics) {
    this.index = index;
    this.media = media;
    this.loads = loads;
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
    return newest(reader, before, limit, answer, 0);
  }

  private <T> CompletableFuture<T> newest(
      long reader, long before, int limit, Function<Candidates, T> answer, int loaded) {
    HeldPage page = pages.borrow();
    try {
      long start = System.nanoTime();
      Generation from = page.read(index, reader, before, limit);
      gathers.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
      if (page.isAbsent() && from.isCopied()) {
        return load(from, reader, loaded)
            .thenCompose(there -> newest(reader, before, limit, answer, loaded + 1));
      }
      return page.isExact()
          ? CompletableFuture.completedFuture(answer.apply(page))
          : goOn(page, before, limit).thenApply(answer);
    } finally {
      pages.giveBack(page);
    }
  }

  /** Goes on in the context of the call; a list may leave again before its reader reads it. */
  private CompletableFuture<@Nullable Void> load(Generation from, long reader, int loaded) {
    if (loaded == MAX_LOADS) {
      return CompletableFuture.failedFuture(
          ApiException.tryAgain("there is no room for this feed", Duration.ofSeconds(1), null));
    }
    Context call = Context.current();
    return loads
        .load(from, reader)
        .handleAsync((there, failure) -> outcome(from, failure), task -> call.wrap(task).run());
  }

  /** A copy of the index that was replaced meanwhile fails nothing: the new one is asked. */
  private @Nullable Void outcome(Generation from, @Nullable Throwable failure) {
    if (failure != null && from == index.current()) {
      throw failure instanceof CompletionException known ? known : new CompletionException(failure);
    }
    return null;
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
