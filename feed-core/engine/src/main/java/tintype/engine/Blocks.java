package tintype.engine;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Cuts pages into blocks, and takes them back once no reader sees them. Free blocks of a class form
 * a list through their own first bytes. Only the applier's thread comes here.
 */
final class Blocks implements Persistent {
  /** Retired bytes that make it worth asking whether readers have passed. */
  private static final int ADVANCE_BYTES = 128 << 10;

  /** How long the applier waits for slow readers before it calls the store full. */
  private static final long RECLAIM_NANOS = 20_000_000;

  private final Pages pages;
  private final Epoch epoch;
  private final int[] freeHeads = new int[SizeClass.COUNT];
  private final Limbo[] limbo = {new Limbo(), new Limbo(), new Limbo()};

  /** What is in limbo, for whoever asks; the applier alone changes it. */
  private final AtomicLong waitingBytes = new AtomicLong();

  private int retiredBytes;
  private int openRef;
  private int openUnits;

  Blocks(Pages pages, Epoch epoch) {
    this.pages = pages;
    this.epoch = epoch;
  }

  /** A block of the class with anything in it, or {@link EngineFullException}. */
  int allocate(int sizeClass) {
    int ref = freeHeads[sizeClass];
    if (ref != 0) {
      return unlink(sizeClass);
    }
    ref = cut(sizeClass);
    if (ref != 0) {
      return ref;
    }
    reclaimAll();
    ref = freeHeads[sizeClass] != 0 ? unlink(sizeClass) : split(sizeClass);
    return ref != 0 ? ref : pages.take();
  }

  /** Takes back a block that no reader has ever been able to see. */
  void free(int ref, int sizeClass) {
    long block = pages.address(ref);
    pages.beforeWrite(block);
    Memory.putInt(block, freeHeads[sizeClass]);
    freeHeads[sizeClass] = ref;
  }

  /** Takes back a block that was unlinked just now, when the readers of this moment are gone. */
  void retire(int ref, int sizeClass) {
    limbo[generation(epoch.current())].add(ref, sizeClass);
    retiredBytes += SizeClass.bytes(sizeClass);
    moveWaiting(SizeClass.bytes(sizeClass));
    if (retiredBytes >= ADVANCE_BYTES) {
      advance();
    }
  }

  /** Bytes of blocks that wait for readers to pass; any thread may ask. */
  long waitingBytes() {
    return waitingBytes.getAcquire();
  }

  private void moveWaiting(long bytes) {
    waitingBytes.setRelease(waitingBytes.getPlain() + bytes);
  }

  @Override
  public void save(StateWriter out) {
    out.putInts(freeHeads, freeHeads.length);
    out.putInt(openRef);
    out.putInt(openUnits);
    for (Limbo retired : limbo) {
      retired.save(out);
    }
  }

  /** What was retired has no readers any more. */
  @Override
  public void load(StateReader in) {
    System.arraycopy(in.getInts(), 0, freeHeads, 0, freeHeads.length);
    openRef = in.getInt();
    openUnits = in.getInt();
    for (Limbo retired : limbo) {
      retired.load(in);
      retired.drainTo(this);
    }
    waitingBytes.setRelease(0);
  }

  private boolean advance() {
    retiredBytes = 0;
    if (!epoch.tryAdvance()) {
      return false;
    }
    limbo[generation(epoch.current() - 2)].drainTo(this);
    return true;
  }

  private void reclaimAll() {
    long deadline = System.nanoTime() + RECLAIM_NANOS;
    for (int advances = 0; advances < 2; ) {
      if (advance()) {
        advances++;
      } else if (System.nanoTime() - deadline > 0) {
        return;
      } else {
        LockSupport.parkNanos(10_000);
      }
    }
  }

  /** From the open page, or a new one; 0 if there is none. */
  private int cut(int sizeClass) {
    int units = SizeClass.units(sizeClass);
    if (units > openUnits) {
      if (pages.isFull()) {
        return 0;
      }
      if (sizeClass == SizeClass.PAGE) {
        return pages.take();
      }
      freeUnits(openRef, openUnits);
      openRef = pages.take();
      openUnits = Pages.UNITS;
    }
    int ref = openRef;
    openRef += units;
    openUnits -= units;
    return ref;
  }

  /** From a larger free block; 0 if there is none. */
  private int split(int sizeClass) {
    for (int larger = sizeClass + 1; larger < SizeClass.COUNT; larger++) {
      if (freeHeads[larger] != 0) {
        int ref = unlink(larger);
        int units = SizeClass.units(sizeClass);
        freeUnits(ref + units, SizeClass.units(larger) - units);
        return ref;
      }
    }
    return 0;
  }

  private void freeUnits(int ref, int units) {
    int from = ref;
    for (int left = units; left > 0; ) {
      int sizeClass = SizeClass.within(left);
      free(from, sizeClass);
      from += SizeClass.units(sizeClass);
      left -= SizeClass.units(sizeClass);
    }
  }

  private int unlink(int sizeClass) {
    int ref = freeHeads[sizeClass];
    freeHeads[sizeClass] = Memory.getInt(pages.address(ref));
    return ref;
  }

  private static int generation(long epoch) {
    return (int) Math.floorMod(epoch, 3L);
  }

  /** Blocks retired in one epoch. Readers may still be in them, so their bytes are left alone. */
  private static final class Limbo {
    private int[] refs = new int[64];
    private byte[] classes = new byte[64];
    private int size;

    void add(int ref, int sizeClass) {
      if (size == refs.length) {
        refs = Arrays.copyOf(refs, 2 * size + 64);
        classes = Arrays.copyOf(classes, 2 * size + 64);
      }
      refs[size] = ref;
      classes[size++] = (byte) sizeClass;
    }

    void save(StateWriter out) {
      out.putInts(refs, size);
      out.putBytes(Arrays.copyOf(classes, size));
    }

    void load(StateReader in) {
      refs = in.getInts();
      classes = in.getBytes();
      size = refs.length;
    }

    void drainTo(Blocks blocks) {
      long bytes = 0;
      for (int i = 0; i < size; i++) {
        blocks.free(refs[i], classes[i]);
        bytes += SizeClass.bytes(classes[i]);
      }
      size = 0;
      blocks.moveWaiting(-bytes);
    }
  }
}
