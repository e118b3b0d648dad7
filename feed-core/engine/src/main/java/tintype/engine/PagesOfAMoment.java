package tintype.engine;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The pages as they were at one moment, handed out one by one while the applier goes on: it copies
 * a page that is still due before it changes it. Copies that wait to be fetched are bounded by
 * {@value #MAX_KEPT} pages; beyond, the applier waits until one is fetched. If none is for a
 * second, it gives the moment up and goes on.
 *
 * <p>Two threads take part: the applier, and the one that fetches.
 */
final class PagesOfAMoment {
  /** 16 MiB: what an applier may change while a disk stands still for a moment. */
  static final int MAX_KEPT = 256;

  private static final VarHandle STATE = MethodHandles.arrayElementVarHandle(byte[].class);
  private static final byte DUE = 0;

  /** One of the two threads is copying it. */
  private static final byte TAKEN = 1;

  private static final byte COPIED = 2;
  private static final long FETCH_NANOS = 1_000_000;
  private static final long PATIENCE_NANOS = 1_000_000_000;

  /** A page as it was; {@link #release} gives the buffer back. */
  record Copy(int page, PageBuffer buffer) {}

  private final Pages pages;
  private final byte[] states;
  private final PageBuffer fetchBuffer = PageBuffer.allocate();
  private final ArrayBlockingQueue<Copy> kept = new ArrayBlockingQueue<>(MAX_KEPT);
  private final ArrayBlockingQueue<PageBuffer> spare = new ArrayBlockingQueue<>(MAX_KEPT);
  private volatile boolean over;
  private volatile boolean givenUp;
  private int buffers;
  private int fetched;
  private int next;

  /** To be made at the moment, between two operations of the applier. */
  PagesOfAMoment(Pages pages) {
    this.pages = pages;
    this.states = new byte[pages.count()];
  }

  int count() {
    return states.length;
  }

  // The applier's part.

  /** Whether the applier need not ask any more. */
  boolean isOver() {
    return over;
  }

  /** Returns once the page may be changed. */
  void beforeWrite(int page) {
    if (page >= states.length || state(page) == COPIED) {
      return;
    }
    // Before the page is taken: whatever keeps the room from being had, nobody waits for the page.
    PageBuffer buffer = buffer();
    if (buffer == null) {
      return;
    }
    if (!STATE.compareAndSet(states, page, DUE, TAKEN)) {
      spare.add(buffer);
      while (state(page) != COPIED) {
        Thread.onSpinWait();
      }
      return;
    }
    buffer.fill(pages.pageAddress(page));
    kept.add(new Copy(page, buffer));
    STATE.setRelease(states, page, COPIED);
  }

  /** Null once nobody fetches any more. */
  private @Nullable PageBuffer buffer() {
    PageBuffer buffer = spare.poll();
    if (buffer != null) {
      return buffer;
    }
    if (buffers < MAX_KEPT) {
      buffers++;
      return PageBuffer.allocate();
    }
    long start = System.nanoTime();
    while (buffer == null && !over) {
      if (System.nanoTime() - start > PATIENCE_NANOS) {
        givenUp = true;
        over = true;
      }
      LockSupport.parkNanos(10_000);
      buffer = spare.poll();
    }
    return buffer;
  }

  // The fetching thread's part.

  /**
   * The next page in any order, those kept first; null when all were fetched.
   *
   * @throws IOException where the applier could not wait any longer
   */
  @Nullable Copy fetch() throws IOException, InterruptedException {
    while (fetched < states.length) {
      Copy copy = next < states.length ? kept.poll() : kept.poll(FETCH_NANOS, TimeUnit.NANOSECONDS);
      if (copy == null) {
        copy = copyNext();
      }
      if (givenUp) {
        throw new IOException("the disk stood still for a second while the store was changed");
      }
      if (copy != null) {
        fetched++;
        return copy;
      }
    }
    return null;
  }

  private @Nullable Copy copyNext() {
    while (next < states.length) {
      int page = next++;
      if (STATE.compareAndSet(states, page, DUE, TAKEN)) {
        fetchBuffer.fill(pages.pageAddress(page));
        STATE.setRelease(states, page, COPIED);
        return new Copy(page, fetchBuffer);
      }
      // The applier has it, or has had it: it comes out of the queue.
      Copy copy = kept.poll();
      if (copy != null) {
        return copy;
      }
    }
    return null;
  }

  void release(Copy copy) {
    if (copy.buffer() != fetchBuffer) {
      spare.add(copy.buffer());
    }
  }

  /** Lets the applier go its way: everything is fetched, or nobody fetches any more. */
  void end() {
    over = true;
  }

  private byte state(int page) {
    return (byte) STATE.getAcquire(states, page);
  }
}
