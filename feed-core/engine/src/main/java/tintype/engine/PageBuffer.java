package tintype.engine;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** Room for a page beside the pages, as a buffer for channels and as an address for copying. */
record PageBuffer(ByteBuffer bytes, long address) {
  static PageBuffer allocate() {
    ByteBuffer bytes = ByteBuffer.allocateDirect(Pages.PAGE_BYTES);
    return new PageBuffer(bytes, MemorySegment.ofBuffer(bytes).address());
  }

  /** Copies a page into it, and makes it ready to be read from the start. */
  void fill(long page) {
    Memory.copy(page, address, Pages.PAGE_BYTES);
    bytes.clear();
  }
}
