package tintype.feed;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import tintype.engine.Usage;

/** What the index holds, as metrics. */
final class IndexGauges {
  private IndexGauges() {}

  static void register(MeterRegistry metrics, Supplier<Usage> usage) {
    gauge(metrics, usage, "feed.index.accounts", "Accounts known", null, Usage::accounts);
    gauge(metrics, usage, "feed.index.edges", "Follows held", null, Usage::edges);
    gauge(metrics, usage, "feed.index.posts", "Posts held", null, Usage::posts);
    gauge(metrics, usage, "feed.index.hot", "Readers' lists ready", null, IndexGauges::hotReaders);
    gauge(metrics, usage, "feed.index.cold", "Lists compressed", null, Usage::coldReaders);
    gauge(metrics, usage, "feed.index.absent", "Lists not held", null, Usage::absentReaders);
    gauge(metrics, usage, "feed.index.hot.size", "Lists ready", "bytes", Usage::adjacencyBytes);
    gauge(metrics, usage, "feed.index.cold.size", "Lists compressed", "bytes", Usage::coldBytes);
    gauge(metrics, usage, "feed.index.promotions", "Read cold, made hot", null, Usage::promotions);
    gauge(metrics, usage, "feed.index.demotions", "Unread, compressed", null, Usage::demotions);
    gauge(metrics, usage, "feed.index.evictions", "Unread, let go", null, Usage::evictions);
    gauge(metrics, usage, "feed.index.reserved", "Pages taken", "bytes", Usage::bytesReserved);
    gauge(metrics, usage, "feed.index.used", "In use in pages", "bytes", Usage::bytesUsed);
    gauge(
        metrics,
        usage,
        "feed.index.occupancy",
        "Pages taken of those there can be, 0..1",
        null,
        u -> u.pagesMax() == 0 ? 0 : (double) u.pagesUsed() / u.pagesMax());
  }

  private static long hotReaders(Usage usage) {
    return usage.residentReaders() - usage.coldReaders();
  }

  private static void gauge(
      MeterRegistry metrics,
      Supplier<Usage> usage,
      String name,
      String description,
      @Nullable String unit,
      ToDoubleFunction<Usage> value) {
    Gauge.builder(name, () -> value.applyAsDouble(usage.get()))
        .description(description)
        .baseUnit(unit)
        .register(metrics);
  }
}
