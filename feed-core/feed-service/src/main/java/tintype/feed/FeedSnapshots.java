package tintype.feed;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.engine.Snapshot;
import tintype.engine.SnapshotRefusedException;

/**
 * The index's snapshots: the last one to start from, and new ones. Used by the index's builder, and
 * by who closes it afterwards. No failure here is the index's: it goes on without.
 */
@Singleton
final class FeedSnapshots implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(FeedSnapshots.class);

  /** Going on from a snapshot. */
  interface Resume {
    void run() throws InterruptedException;
  }

  private final SnapshotConfig config;
  private final InstantSource clock;
  private final SnapshotMetrics metrics;
  private @Nullable SnapshotFolder folder;
  private @Nullable Snapshot underWay;
  private String identity = "";
  private boolean tried;
  private long nextNanos;

  @Inject
  FeedSnapshots(SnapshotConfig config, Clock clock, MeterRegistry metrics) {
    this.config = config;
    this.clock = clock;
    this.metrics = new SnapshotMetrics(metrics, clock);
    this.nextNanos = System.nanoTime() + config.interval().toNanos();
  }

  /**
   * Tries to go on from the last snapshot, once in a process' life: what cannot be gone on from
   * will not get better. A database that is away is no such reason, and the failure is passed on.
   *
   * @return why that cannot be; empty where it was done
   */
  String whyNot(FeedLogs logs, Resume resume) throws InterruptedException {
    if (config.isOff()) {
      return "snapshots are off";
    }
    identity = logs.identity();
    if (tried) {
      return "the snapshot is for a start only";
    }
    String why = "";
    try {
      resume.run();
    } catch (SnapshotRefusedException e) {
      why = "the snapshot was refused, " + e.getMessage();
    } catch (CancellationException e) {
      throw e;
    } catch (IllegalStateException e) {
      why = "the snapshot is too old, " + e.getMessage();
    }
    tried = true;
    return why;
  }

  /**
   * The last snapshot of these logs.
   *
   * @throws SnapshotRefusedException where there is none that can be used
   */
  SavedFeed open(FeedLogs logs) {
    SnapshotFolder own = folder();
    if (own == null) {
      throw new SnapshotRefusedException("its folder cannot be used");
    }
    if (!Files.exists(own.file())) {
      throw new SnapshotRefusedException("there is none yet");
    }
    return new SavedFeed(own.file(), identity, logs);
  }

  void resumed(SavedFeed saved, long nanos) {
    metrics.resumed(saved.places().time(), saved.bytes(), nanos);
  }

  /** How long until the next one is due. */
  long nanosToNext() {
    return config.isOff() ? Long.MAX_VALUE : Math.max(0, nextNanos - System.nanoTime());
  }

  /** The next one is due at once. */
  void due() {
    nextNanos = System.nanoTime();
  }

  /** Begins one, unless the last is still being written. */
  void write(Generation generation) {
    nextNanos = System.nanoTime() + config.interval().toNanos();
    if (underWay != null && !underWay.done().isDone()) {
      log.atWarn().log("feed snapshot takes longer than the interval between two");
      return;
    }
    SnapshotFolder own = folder();
    if (own == null) {
      return;
    }
    Instant moment = clock.instant();
    try {
      underWay = generation.snapshot(own.file(), identity);
      underWay.done().whenComplete((written, failure) -> report(moment, written, failure));
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  /** Writes one and waits for it, as long as the settings say. */
  void writeLast(Generation generation) throws InterruptedException {
    if (config.isOff() || config.patience().isZero() || identity.isEmpty()) {
      return;
    }
    if (underWay != null) {
      underWay.cancel();
    }
    write(generation);
    if (underWay == null) {
      return;
    }
    try {
      underWay.done().get(config.patience().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | CancellationException e) {
      log.atDebug().setCause(e).log("reported before");
    } catch (TimeoutException e) {
      log.atWarn().log("feed snapshot not finished in time; the one before stays");
      underWay.cancel();
    }
  }

  @Override
  public void close() {
    if (folder != null) {
      folder.close();
      folder = null;
    }
  }

  /** Null where it is not ours; tried anew each time, for who has it may end. */
  private @Nullable SnapshotFolder folder() {
    if (folder == null) {
      try {
        folder = SnapshotFolder.take(config.folder());
      } catch (IOException e) {
        fail(e);
      }
    }
    return folder;
  }

  private void report(
      Instant moment, Snapshot.@Nullable Written written, @Nullable Throwable failure) {
    if (written != null) {
      metrics.written(moment, written.bytes(), written.took());
      log.atInfo()
          .addKeyValue("bytes", written.bytes())
          .addKeyValue("ms", written.took().toMillis())
          .log("feed snapshot written");
    } else if (!(failure instanceof CancellationException)) {
      fail(failure);
    }
  }

  private void fail(@Nullable Throwable failure) {
    metrics.failed();
    log.atWarn().setCause(failure).log("feed snapshot not written; the index goes on without");
  }
}
