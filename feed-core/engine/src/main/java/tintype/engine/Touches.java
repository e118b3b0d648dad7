package tintype.engine;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntConsumer;

/**
 * Readers whose cold lists were read, for the applier to make hot. Two at one place leave one: the
 * other is noticed at a later read.
 */
final class Touches {
  private static final int PLACES = 1 << 12;

  private final AtomicIntegerArray readers = new AtomicIntegerArray(PLACES);
  private volatile boolean any;

  void add(int reader) {
    int place = (int) (reader * 0x9E37_79B9L >>> 20) & (PLACES - 1);
    if (readers.getOpaque(place) != reader + 1) {
      readers.setOpaque(place, reader + 1);
      any = true;
    }
  }

  /** Takes them all out. Only the applier calls it. */
  void drain(IntConsumer each) {
    if (!any) {
      return;
    }
    any = false;
    for (int place = 0; place < PLACES; place++) {
      int reader = readers.getOpaque(place) == 0 ? 0 : readers.getAndSet(place, 0);
      if (reader != 0) {
        each.accept(reader - 1);
      }
    }
  }
}
