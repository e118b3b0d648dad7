package tintype.engine;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** A snapshot that is being written on a thread of its own, beside reads and changes. */
public final class Snapshot {
  /**
   * One that is on the disk.
   *
   * @param bytes the length of its file
   */
  public record Written(long bytes, Duration took) {}

  private final CompletableFuture<Written> done = new CompletableFuture<>();
  private final Thread thread;

  Snapshot(SnapshotWriter writer) {
    thread = Thread.ofPlatform().daemon().name("feed-snapshot").start(() -> write(writer));
  }

  /**
   * Completes once the snapshot is on the disk under its name. It fails with {@link IOException}
   * where it could not be written, and with {@link CancellationException} after {@link #cancel}; in
   * both cases the file of before is still there.
   */
  public CompletableFuture<Written> done() {
    return done;
  }

  /** Gives it up, unless it is done, and returns once nothing is read of the store any more. */
  public void cancel() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(SnapshotWriter writer) {
    long start = System.nanoTime();
    try {
      long bytes = writer.write();
      done.complete(new Written(bytes, Duration.ofNanos(System.nanoTime() - start)));
    } catch (InterruptedException | InterruptedIOException | ClosedByInterruptException e) {
      done.completeExceptionally(new CancellationException("the snapshot was given up"));
    } catch (IOException | RuntimeException | Error e) {
      done.completeExceptionally(e);
    }
  }
}
