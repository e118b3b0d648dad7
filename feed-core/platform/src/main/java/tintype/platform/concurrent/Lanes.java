package tintype.platform.concurrent;

import io.grpc.Context;
import io.grpc.Status.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import tintype.platform.rpc.ApiException;
import tintype.rpc.v1.ErrorReason;

/**
 * Runs transactions or calls side by side, a bounded number at once for all callers together. What
 * runs must not use the same lanes itself. Of a call that has ended nothing more begins.
 */
public final class Lanes {
  private final Semaphore free;

  public Lanes(int count) {
    free = new Semaphore(count);
  }

  /**
   * Runs all of them and waits for all.
   *
   * @return their results, in order
   * @throws RuntimeException the first one's failure, once all have ended
   */
  public <T> List<T> run(List<Callable<T>> tasks) {
    Context caller = Context.current();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> futures = new ArrayList<>();
      tasks.forEach(task -> futures.add(threads.submit(caller.wrap(() -> inTurn(task)))));
      List<T> results = new ArrayList<>();
      futures.forEach(future -> results.add(await(future)));
      return results;
    }
  }

  private <T> T inTurn(Callable<T> task) throws Exception {
    free.acquire();
    try {
      if (Context.current().isCancelled()) {
        throw ApiException.of(
            Code.CANCELLED, ErrorReason.CALL_CANCELLED, "the call ended before all was begun");
      }
      return task.call();
    } finally {
      free.release();
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for others", e);
    }
  }
}
