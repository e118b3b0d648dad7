package tintype.engine;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The first 4 KiB of a snapshot's file, which goes on with the pages, 64 KiB each, and ends with
 * the state: layout, identity, the caller's note, a checksum a page, and what the parts keep on the
 * heap. All checksums are CRC-32C; numbers are big-endian.
 *
 * @param pages how many there are
 * @param stateBytes the length of what follows the pages
 * @param stateSum its checksum
 */
record SnapshotHeader(int pages, long stateBytes, int stateSum) {
  static final int BYTES = 4096;

  /** "tintfeed". */
  private static final long MAGIC = 0x74696E74_66656564L;

  private static final int FORMAT = 1;
  private static final int SUMMED_BYTES = BYTES - Integer.BYTES;

  static long pageOffset(int page) {
    return BYTES + (long) page * Pages.PAGE_BYTES;
  }

  static int checksum(ByteBuffer bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes.duplicate());
    return (int) sum.getValue();
  }

  long fileBytes() {
    return pageOffset(pages) + stateBytes;
  }

  ByteBuffer encode() {
    ByteBuffer bytes = ByteBuffer.allocate(BYTES);
    bytes.putLong(MAGIC).putInt(FORMAT).putInt(pages).putLong(stateBytes).putInt(stateSum);
    bytes.putInt(SUMMED_BYTES, checksum(bytes.slice(0, SUMMED_BYTES)));
    return bytes.clear();
  }

  static SnapshotHeader decode(ByteBuffer bytes, long fileBytes) {
    if (fileBytes < BYTES || bytes.getLong() != MAGIC) {
      throw new SnapshotRefusedException("it is no snapshot of a feed store, or its start is lost");
    }
    int format = bytes.getInt();
    if (bytes.getInt(SUMMED_BYTES) != checksum(bytes.slice(0, SUMMED_BYTES))) {
      throw new SnapshotRefusedException("its header is damaged");
    }
    if (format != FORMAT) {
      throw new SnapshotRefusedException("its format is " + format + " (expected: " + FORMAT + ")");
    }
    SnapshotHeader header = new SnapshotHeader(bytes.getInt(), bytes.getLong(), bytes.getInt());
    if (header.fileBytes() != fileBytes) {
      throw new SnapshotRefusedException(
          "it has " + fileBytes + " bytes (expected: " + header.fileBytes() + ")");
    }
    return header;
  }
}
