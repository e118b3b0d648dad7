package tintype.allinone;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Repeats calls whose repetition is safe, while the other side is busy. */
final class Retry {
  private static final int MAX_ATTEMPTS = 8;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  private Retry() {}

  static <A> A call(Supplier<A> call) {
    for (int attempt = 1; ; attempt++) {
      try {
        return call.get();
      } catch (StatusRuntimeException e) {
        Code code = e.getStatus().getCode();
        boolean passing = code == Code.UNAVAILABLE || code == Code.DEADLINE_EXCEEDED;
        if (!passing || attempt == MAX_ATTEMPTS) {
          throw e;
        }
        long bound = FIRST_PAUSE.toNanos() << attempt;
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(bound / 2, bound));
      }
    }
  }
}
