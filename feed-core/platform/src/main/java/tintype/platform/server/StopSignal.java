package tintype.platform.server;

import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * SIGINT or SIGTERM: drains and stops what runs, then ends the process with 0. One that comes
 * during the start waits for the start's end, good or bad, so that nothing is left behind.
 */
public final class StopSignal implements AutoCloseable {
  private final Consumer<String> told;
  private final CompletableFuture<AutoCloseable> running = new CompletableFuture<>();
  private volatile boolean came;
  private volatile boolean failed;

  private StopSignal(Consumer<String> told) {
    this.told = told;
  }

  /**
   * To be closed where the start or what comes after it fails: a signal then finds nothing to wait
   * for, and what runs nevertheless is stopped as the process ends with its own exit code.
   *
   * @param told hears, in words for a person, what happens
   */
  public static StopSignal expected(Consumer<String> told) {
    StopSignal signal = new StopSignal(told);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(signal::obey));
    return signal;
  }

  /** Says what to stop. */
  public void stops(AutoCloseable part) {
    running.complete(part);
  }

  /** Whether it has come: libraries that begin after it fail, which is then no news. */
  public boolean hasCome() {
    return came;
  }

  @Override
  public void close() {
    failed = true;
    running.cancel(false);
  }

  private void obey() {
    if (running.isCancelled()) {
      // Nothing runs, and this is the end that comes of itself, with an exit code of its own.
      return;
    }
    came = !failed;
    told.accept("Stopping: calls in flight finish first");
    int exit = 0;
    try {
      running.join().close();
    } catch (CancellationException e) {
      told.accept("The start was broken off");
    } catch (Exception e) {
      told.accept("Not stopped in order: " + e);
      exit = 1;
    }
    told.accept("Stopped");
    System.out.flush();
    if (came) {
      // The JVM counts a signal as a failure, although it was obeyed.
      Runtime.getRuntime().halt(exit);
    }
  }
}
