package tintype.allinone;

import java.io.PrintStream;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * SIGINT or SIGTERM: drains and stops what runs, then ends the process with 0. One that comes
 * during the start waits for the start's end, good or bad, so that no database is left behind.
 */
final class StopSignal implements AutoCloseable {
  private final PrintStream out;
  private final CompletableFuture<AllInOne> running = new CompletableFuture<>();
  private volatile boolean came;

  private StopSignal(PrintStream out) {
    this.out = out;
  }

  /** To be closed where the start fails, so that a signal finds nothing to wait for. */
  static StopSignal expected(PrintStream out) {
    StopSignal signal = new StopSignal(out);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(signal::obey));
    return signal;
  }

  /** Says what to stop. */
  void stops(AllInOne all) {
    running.complete(all);
  }

  /** Whether it has come: libraries that begin after it fail, which is then no news. */
  boolean hasCome() {
    return came;
  }

  @Override
  public void close() {
    running.cancel(false);
  }

  private void obey() {
    if (running.isCancelled()) {
      // Nothing runs, and this is the end that comes of itself, with an exit code of its own.
      return;
    }
    came = true;
    out.println("Stopping: calls in flight finish first");
    try {
      running.join().close();
    } catch (CancellationException e) {
      out.println("The start was broken off");
    }
    out.println("Stopped");
    out.flush();
    // The JVM counts a signal as a failure, although it was obeyed.
    Runtime.getRuntime().halt(0);
  }
}
