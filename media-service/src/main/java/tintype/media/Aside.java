package tintype.media;

import io.grpc.Context;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Work that runs beside its caller, on a virtual thread and in the caller's call context. */
final class Aside<T> {
  private final FutureTask<T> task;

  private Aside(FutureTask<T> task) {
    this.task = task;
  }

  static <T> Aside<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(Context.current().wrap(work));
    Thread.ofVirtual().name("aside").start(task);
    return new Aside<>(task);
  }

  /**
   * Waits until all have ended, also those after one that failed.
   *
   * @throws IOException where one of them failed with that; other failures as {@link #get}
   */
  static void awaitAll(List<? extends Aside<?>> all) throws IOException {
    Exception first = null;
    for (Aside<?> one : all) {
      try {
        one.task.get();
      } catch (ExecutionException | InterruptedException e) {
        first = first == null ? e : first;
      }
    }
    if (first instanceof ExecutionException e && e.getCause() instanceof IOException failed) {
      throw failed;
    }
    for (Aside<?> one : all) {
      one.get();
    }
  }

  /** Waits for the result; fails as the work failed. */
  T get() {
    try {
      return task.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for work beside", e);
    }
  }
}
