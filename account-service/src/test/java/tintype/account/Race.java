package tintype.account;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs calls at once: none begins before all are ready. */
final class Race {
  private Race() {}

  static <T> List<T> run(int runners, IntFunction<T> call) throws Exception {
    CyclicBarrier start = new CyclicBarrier(runners);
    List<Callable<T>> calls = new ArrayList<>();
    for (int i = 0; i < runners; i++) {
      int runner = i;
      calls.add(
          () -> {
            start.await();
            return call.apply(runner);
          });
    }
    List<T> results = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(runners)) {
      for (Future<T> result : threads.invokeAll(calls)) {
        results.add(result.get());
      }
    }
    return results;
  }
}
