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
