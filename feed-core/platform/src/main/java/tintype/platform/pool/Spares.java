package tintype.platform.pool;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Objects that are costly to make and used for a moment by one thread at a time, kept for the next
 * user. One a thread would do, were it not for virtual threads: there are too many of those to give
 * each its own. Whoever finds none makes one, and what finds no place is left to the collector.
 */
public final class Spares<T> {
  private static final int MAX_IDLE = 64;

  private final AtomicReferenceArray<T> idle = new AtomicReferenceArray<>(MAX_IDLE);
  private final Supplier<T> maker;

  public Spares(Supplier<T> maker) {
    this.maker = maker;
  }

  public T borrow() {
    T spare = idle.getAndSet(slot(), null);
    return spare != null ? spare : maker.get();
  }

  /** To be called once, in whatever state the next user can begin with. */
  public void giveBack(T spare) {
    idle.lazySet(slot(), spare);
  }

  private static int slot() {
    return (int) (Thread.currentThread().threadId() & (MAX_IDLE - 1));
  }
}
