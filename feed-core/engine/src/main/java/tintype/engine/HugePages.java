package tintype.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Linux to back memory by pages of 2 MiB: a feed's reads lie all over the store, and each
 * costs a walk through page tables where those of 4 KiB are too many for the processor to remember.
 * Source: madvise(2), MADV_HUGEPAGE. A system that has no such thing goes on without.
 */
final class HugePages {
  private static final Logger log = LoggerFactory.getLogger(HugePages.class);
  private static final long BYTES = 2L << 20;
  private static final int MADV_HUGEPAGE = 14;
  private static final Optional<MethodHandle> MADVISE = madvise();

  private HugePages() {}

  /** For what has not been touched yet, between two addresses; whole huge pages of it only. */
  static void advise(long from, long to) {
    long first = from + BYTES - 1 & -BYTES;
    long bytes = (to & -BYTES) - first;
    if (bytes <= 0 || MADVISE.isEmpty()) {
      return;
    }
    try {
      int failed =
          (int) MADVISE.get().invokeExact(MemorySegment.ofAddress(first), bytes, MADV_HUGEPAGE);
      if (failed != 0) {
        log.atInfo().addKeyValue("bytes", bytes).log("no huge pages for the feed store");
      }
    } catch (Throwable e) {
      throw new IllegalStateException("madvise cannot be called", e);
    }
  }

  @SuppressWarnings("restricted")
  private static Optional<MethodHandle> madvise() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    Linker linker = Linker.nativeLinker();
    FunctionDescriptor signature = FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    return linker
        .defaultLookup()
        .find("madvise")
        .map(address -> linker.downcallHandle(address, signature));
  }
}
