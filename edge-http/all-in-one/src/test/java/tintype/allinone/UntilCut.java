package tintype.allinone;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import tintype.allinone.Door.UnansweredException;

/** Repeats calls, as an app does, until there is an answer or the system has been cut off. */
final class UntilCut {
  private static final int PAUSE_NANOS = 20_000_000;
  private static final BooleanSupplier NEVER = () -> false;

  /** The system is gone, and the client has stopped. */
  static final class CutException extends RuntimeException {
    CutException(Throwable cause) {
      super(cause);
    }
  }

  private BooleanSupplier cut = NEVER;

  /** From now on a call without an answer is the last one where the system has been cut off. */
  void mind(BooleanSupplier cut) {
    this.cut = cut;
  }

  /** From now on every call is repeated until it is answered. */
  void insist() {
    cut = NEVER;
  }

  <A> A answer(Supplier<A> call) {
    while (true) {
      try {
        return call.get();
      } catch (UnansweredException e) {
        if (cut.getAsBoolean()) {
          throw new CutException(e);
        }
        LockSupport.parkNanos(PAUSE_NANOS);
      }
    }
  }
}
