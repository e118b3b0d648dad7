package tintype.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.engine.FeedReader;
import tintype.platform.server.Background;

/**
 * Who follows whom and who posted what, in memory, for home feeds. All of it is derived: a start
 * goes on from the last snapshot's file, or else copies the tables, and tails the logs from there.
 * Should a log lose its position, a second copy is built beside the first, which goes on answering
 * until the second has caught up.
 */
@Singleton
final class HomeFeedIndex implements Background {
  private static final Logger log = LoggerFactory.getLogger(HomeFeedIndex.class);
  private static final int MAX_DOUBLINGS = 5;

  /** What the index was made of, in a sentence, and how long that took. */
  private record Made(String of, Duration took) {}

  private final FeedConfig config;
  private final FeedSnapshots snapshots;
  private final FeedLogs logs;
  private final Timer rebuilds;
  private final RebuildProgress progress = new RebuildProgress();
  private final Semaphore bell = new Semaphore(0);
  private final Generations generations;
  private final InstantSource clock;
  private final Thread builder;
  private volatile boolean asked;
  private volatile String failure = "";
  private volatile Made made = new Made("", Duration.ZERO);

  @Inject
  HomeFeedIndex(
      FeedConfig config,
      FeedSnapshots snapshots,
      FeedLogs logs,
      Clock clock,
      MeterRegistry metrics) {
    this.config = config;
    this.snapshots = snapshots;
    this.logs = logs;
    this.clock = clock;
    this.generations = new Generations(config, clock, bell::release);
    this.builder = Thread.ofPlatform().daemon().name("feed-builder").unstarted(this::work);
    this.rebuilds =
        Timer.builder("feed.rebuild")
            .description("Building the index, from the copy's start until it had caught up")
            .register(metrics);
    IndexGauges.register(metrics, generations::current);
  }

  @Override
  public String name() {
    return "home-feed-index";
  }

  @Override
  public void start() {
    builder.start();
  }

  /**
   * How far the first build has come, or why answers may lack posts; empty when they are complete.
   */
  @Override
  public String notReady() {
    Generation generation = current();
    if (generation.isComplete()) {
      return generation.fallenBehind();
    }
    return String.join("; ", parts(generation.trouble(), failure, progress.toString()));
  }

  /** Which bounds are near, and what to raise. */
  @Override
  public Map<String, String> warnings() {
    Generation generation = current();
    return Capacity.warnings(generation.usage(), generation.followsLeftOut());
  }

  /** What the index was made of and how long that took, until it had caught up. */
  @Override
  public String note() {
    Made last = made;
    return last.of().isEmpty()
        ? ""
        : String.format(
            Locale.ROOT, "%s (took %.1f s)", last.of(), last.took().toMillis() / 1000.0);
  }

  /** How far the build under way, or the last one, has come. */
  public RebuildProgress progress() {
    return progress;
  }

  /** What the index was made of, in a sentence; empty until it is made. */
  public String origin() {
    return made.of();
  }

  /** How many times the index was built to its end from the tables. */
  public long rebuilds() {
    return rebuilds.count();
  }

  /** Asks for a new copy, begun after this call and built beside the present one. */
  public void rebuild() {
    asked = true;
    bell.release();
  }

  /** What is held; for checks and explanations. Reads fail once a newer copy has replaced it. */
  public FeedReader reader() {
    return current().reader();
  }

  Generation current() {
    return generations.current();
  }

  /** Stops after a last snapshot, and gives the memory back; no read may come afterwards. */
  @Override
  public void close() {
    builder.interrupt();
    try {
      builder.join();
      if (current().isComplete()) {
        snapshots.writeLast(current());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    generations.close();
    snapshots.close();
  }

  private void work() {
    try {
      while (true) {
        asked = false;
        build();
        while (!asked && !current().isLost()) {
          if (!bell.tryAcquire(snapshots.nanosToNext(), TimeUnit.NANOSECONDS)) {
            snapshots.write(current());
          }
        }
      }
    } catch (InterruptedException e) {
      log.atDebug().log("feed index builder ends");
    }
  }

  /** Tries until it succeeds: a database that is not there yet comes. */
  private void build() throws InterruptedException {
    for (int attempt = 0; ; attempt++) {
      try {
        attempt();
        return;
      } catch (RuntimeException e) {
        failure = "building failed: " + Capacity.explain(e, e.getMessage());
        log.atWarn().setCause(e).addKeyValue("attempt", attempt).log("feed index not built");
      }
      Duration pause = config.retryPause().multipliedBy(1L << Math.min(attempt, MAX_DOUBLINGS));
      Thread.sleep(pause);
    }
  }

  private void attempt() throws InterruptedException {
    long start = System.nanoTime();
    String why = snapshots.whyNot(logs, () -> resume(start));
    if (!why.isEmpty()) {
      fill(start);
      made("built from the tables: " + why, start);
      snapshots.due();
    }
    failure = "";
    report();
  }

  /** Answers from a snapshot as soon as it is loaded, and returns once it has caught up. */
  private void resume(long start) throws InterruptedException {
    try (SavedFeed saved = snapshots.open(logs)) {
      Duration age = Duration.between(saved.places().time(), clock.instant());
      Generation next = generations.of(saved.load(config.engine(clock), progress));
      next.resume(logs, saved.places().at(), progress);
      snapshots.resumed(saved, System.nanoTime() - start);
      made(
          "started from the snapshot of "
              + saved.places().time()
              + ", "
              + age.toSeconds()
              + " s old, replayed "
              + next.changes()
              + " changes",
          start);
    }
  }

  private void fill(long start) throws InterruptedException {
    Generation next = generations.next();
    try {
      next.build(logs, progress);
    } catch (RuntimeException | InterruptedException e) {
      generations.discard(next);
      throw e;
    }
    generations.publish(next);
    rebuilds.record(System.nanoTime() - start, TimeUnit.NANOSECONDS);
  }

  private void made(String of, long start) {
    made = new Made(of, Duration.ofNanos(System.nanoTime() - start));
  }

  private void report() {
    var usage = current().usage();
    log.atInfo()
        .addKeyValue("origin", made.of())
        .addKeyValue("accounts", usage.accounts())
        .addKeyValue("edges", usage.edges())
        .addKeyValue("posts", usage.posts())
        .addKeyValue("bytes", usage.bytesReserved())
        .addKeyValue("ms", made.took().toMillis())
        .log("feed index ready");
  }

  private static List<String> parts(String... texts) {
    return Arrays.stream(texts).filter(t -> !t.isEmpty()).toList();
  }
}
