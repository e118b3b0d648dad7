package tintype.media.picture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Finds the one EXIF value that matters, tag 0x0112 of the first directory (EXIF 2.32, 4.6.4). It
 * never fails: EXIF blocks are broken more often than pictures are, and a broken one means upright.
 */
final class ExifOrientation {

  static final int UPRIGHT = 1;

  private static final int TAG = 0x0112;
  private static final int TYPE_SHORT = 3;
  private static final int ENTRY_BYTES = 12;

  private ExifOrientation() {}

  /** Returns 1..8 from a TIFF block, with or without the {@code Exif\0\0} that JPEG puts before. */
  static int of(byte[] block) {
    int start = startsWithExif(block) ? 6 : 0;
    if (block.length < start + 8) {
      return UPRIGHT;
    }
    ByteBuffer tiff = ByteBuffer.wrap(block, start, block.length - start).slice();
    int order = tiff.getShort(0);
    if (order == 0x4949) {
      tiff.order(ByteOrder.LITTLE_ENDIAN);
    } else if (order != 0x4d4d) {
      return UPRIGHT;
    }
    return fromFirstDirectory(tiff);
  }

  static boolean startsWithExif(byte[] block) {
    return block.length >= 6
        && block[0] == 'E'
        && block[1] == 'x'
        && block[2] == 'i'
        && block[3] == 'f'
        && block[4] == 0;
  }

  private static int fromFirstDirectory(ByteBuffer tiff) {
    long directory = tiff.getInt(4) & 0xffffffffL;
    if (directory + 2 > tiff.limit()) {
      return UPRIGHT;
    }
    int entries = tiff.getShort((int) directory) & 0xffff;
    for (int i = 0; i < entries; i++) {
      long entry = directory + 2 + (long) i * ENTRY_BYTES;
      if (entry + ENTRY_BYTES > tiff.limit()) {
        return UPRIGHT;
      }
      if ((tiff.getShort((int) entry) & 0xffff) == TAG) {
        return value(tiff, (int) entry);
      }
    }
    return UPRIGHT;
  }

  private static int value(ByteBuffer tiff, int entry) {
    if (tiff.getShort(entry + 2) != TYPE_SHORT) {
      return UPRIGHT;
    }
    int value = tiff.getShort(entry + 8);
    return value >= 1 && value <= 8 ? value : UPRIGHT;
  }
}
