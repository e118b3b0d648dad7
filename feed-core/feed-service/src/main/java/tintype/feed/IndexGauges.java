package tintype.feed;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tintype.engine.Activity;
import tintype.engine.Usage;

/** What the index of the moment holds, how it is used, and what that costs, as metrics. */
final class IndexGauges {
  private final MeterRegistry metrics;
  private final Supplier<Generation> index;

  private IndexGauges(MeterRegistry metrics, Supplier<Generation> index) {
    this.metrics = metrics;
    this.index = index;
  }

  static void register(MeterRegistry metrics, Supplier<Generation> index) {
    IndexGauges gauges = new IndexGauges(metrics, index);
    gauges.contents();
    gauges.bounds();
    gauges.activity();
    gauges.applier();
  }

  private void contents() {
    usage("feed.index.accounts", "Accounts known", Usage::accounts).register(metrics);
    usage("feed.index.edges", "Follows held", Usage::edges).register(metrics);
    usage("feed.index.posts", "Posts held", Usage::posts).register(metrics);
    usage("feed.index.reserved", "Pages taken", Usage::bytesReserved)
        .baseUnit("bytes")
        .register(metrics);
    lists();
    used("columns", Usage::columnBytes);
    used("rings", Usage::ringBytes);
    used("lists", Usage::adjacencyBytes);
    used("cold-lists", Usage::coldPageBytes);
    used("tables", Usage::dictionaryBytes);
  }

  private void lists() {
    usage("feed.index.hot", "Readers' lists ready", IndexGauges::hotReaders).register(metrics);
    usage("feed.index.cold", "Lists compressed", Usage::coldReaders).register(metrics);
    usage("feed.index.absent", "Lists not held", Usage::absentReaders).register(metrics);
    usage("feed.index.hot.size", "Lists ready", Usage::adjacencyBytes)
        .baseUnit("bytes")
        .register(metrics);
    usage("feed.index.cold.size", "Lists compressed", Usage::coldBytes)
        .baseUnit("bytes")
        .register(metrics);
    usage("feed.index.promotions", "Read cold, made hot", Usage::promotions).register(metrics);
    usage("feed.index.demotions", "Unread, compressed", Usage::demotions).register(metrics);
    usage("feed.index.evictions", "Unread, let go", Usage::evictions).register(metrics);
  }

  private static long hotReaders(Usage usage) {
    return usage.residentReaders() - usage.coldReaders();
  }

  private void used(String kind, ToDoubleFunction<Usage> bytes) {
    usage("feed.index.used", "In use in pages", bytes)
        .tag("kind", kind)
        .baseUnit("bytes")
        .register(metrics);
  }

  private void bounds() {
    occupancy("memory", Usage::memoryOccupancy);
    occupancy("accounts", Usage::accountsOccupancy);
    usage("feed.index.alarms", "Bounds of which 80 % are taken", Capacity::alarms)
        .register(metrics);
  }

  private void occupancy(String bound, ToDoubleFunction<Usage> share) {
    usage("feed.index.occupancy", "Taken of what there can be, 0..1", share)
        .tag("bound", bound)
        .register(metrics);
  }

  private void activity() {
    gauge("feed.index.epoch", "Times that readers have passed", Activity::epoch).register(metrics);
    gauge("feed.index.readers.behind", "Readers who hold memory back", Activity::readersBehind)
        .register(metrics);
    gauge("feed.index.retired", "Waits for readers to pass", Activity::retiredBytes)
        .baseUnit("bytes")
        .register(metrics);
    counter("feed.index.torn.reads", "Rings read again, changed meanwhile", Activity::tornReads);
    counter("feed.index.repeated.merges", "Pages merged again", Activity::repeatedMerges);
  }

  private void applier() {
    timer("feed.apply", "A batch of changes, put into the index", ApplierTimes::workNanos);
    timer("feed.apply.wait", "A batch that waits for others", ApplierTimes::waitNanos);
  }

  private Gauge.Builder<Supplier<Number>> usage(
      String name, String description, ToDoubleFunction<Usage> value) {
    Supplier<Number> number = () -> value.applyAsDouble(index.get().usage());
    return Gauge.builder(name, number).description(description);
  }

  private Gauge.Builder<Supplier<Number>> gauge(
      String name, String description, ToDoubleFunction<Activity> value) {
    Supplier<Number> number = () -> value.applyAsDouble(index.get().activity());
    return Gauge.builder(name, number).description(description);
  }

  private void counter(String name, String description, ToDoubleFunction<Activity> value) {
    FunctionCounter.builder(name, index, i -> value.applyAsDouble(i.get().activity()))
        .description(description)
        .register(metrics);
  }

  private void timer(String name, String description, ToLongFunction<ApplierTimes> nanos) {
    FunctionTimer.builder(
            name,
            index,
            i -> i.get().applierTimes().batches(),
            i -> nanos.applyAsLong(i.get().applierTimes()),
            TimeUnit.NANOSECONDS)
        .description(description)
        .register(metrics);
  }
}
