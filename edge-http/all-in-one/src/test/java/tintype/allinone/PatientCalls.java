package tintype.allinone;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/**
 * Repeats calls as an app does whose calls are idempotent or carry a request id, and counts what
 * came of them.
 */
final class PatientCalls {
  private static final Duration PAUSE = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A call that failed in a way that a repeat does not mend, or for too long. */
  static final class FailedException extends RuntimeException {
    FailedException(Throwable cause) {
      super(cause);
    }
  }

  private final LongAdder calls = new LongAdder();
  private final LongAdder repeats = new LongAdder();
  private final AtomicLong longestNanos = new AtomicLong();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();

  /** The answer, after as many attempts as it takes. */
  <A> A answer(String what, Supplier<A> call) {
    long firstFailure = 0;
    while (true) {
      try {
        A answer = call.get();
        calls.increment();
        if (firstFailure != 0) {
          longestNanos.accumulateAndGet(System.nanoTime() - firstFailure, Math::max);
        }
        return answer;
      } catch (RuntimeException | AssertionError e) {
        firstFailure = firstFailure == 0 ? System.nanoTime() : firstFailure;
        boolean over = System.nanoTime() - firstFailure > PATIENCE.toNanos();
        if (over || !mayBeRepeated(e)) {
          problems.add(what + ": " + e);
          throw new FailedException(e);
        }
      }
      repeats.increment();
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  void problem(String sentence) {
    problems.add(sentence);
  }

  List<String> problems() {
    return List.copyOf(problems);
  }

  /** What was counted since the last time. */
  Counts take() {
    return new Counts(
        calls.sumThenReset(), repeats.sumThenReset(), Duration.ofNanos(longestNanos.getAndSet(0)));
  }

  record Counts(long calls, long repeats, Duration longest) {}

  private static boolean mayBeRepeated(Throwable e) {
    return switch (e) {
      case UncheckedIOException lost -> true;
      case Refused refused ->
          refused.codeAndReason().startsWith("UNAVAILABLE ")
              || refused.codeAndReason().startsWith("DEADLINE_EXCEEDED ");
      case StatusRuntimeException status ->
          List.of(Code.UNAVAILABLE, Code.DEADLINE_EXCEEDED, Code.CANCELLED)
              .contains(status.getStatus().getCode());
      default -> false;
    };
  }
}
