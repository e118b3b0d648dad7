package tintype.allinone;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Runs many small jobs, a few at a time; the first failure ends them all. */
final class Concurrently implements AutoCloseable {
  private final Semaphore places;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  Concurrently(int atOnce) {
    places = new Semaphore(atOnce);
  }

  /** Waits for a place, then runs the job there. Throws what an earlier job has failed with. */
  void run(Runnable job) {
    places.acquireUninterruptibly();
    rethrow();
    threads.execute(
        () -> {
          try {
            job.run();
          } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
          } catch (Error e) {
            failure.compareAndSet(null, new IllegalStateException("a job ended in an error", e));
          } finally {
            places.release();
          }
        });
  }

  /** Waits for all jobs. Throws what the first of them has failed with. */
  void await() {
    threads.shutdown();
    try {
      while (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
        rethrow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    rethrow();
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void rethrow() {
    RuntimeException e = failure.get();
    if (e != null) {
      threads.shutdownNow();
      throw e;
    }
  }
}
