package tintype.media.picture;

import java.io.IOException;

/**
 * Counts a JPEG's scans before they are decoded. A scan may be 20 bytes and still walk over every
 * block of 50 megapixels; 30 MB of those would keep a core busy for an hour.
 */
final class JpegScans {

  /** Encoders write 1 to about a dozen. */
  private static final int MAX_SCANS = 50;

  private static final int MAX_MARKERS = 1_000;
  private static final int CHUNK_BYTES = 64 << 10;
  private static final int SOS = 0xda;
  private static final int EOI = 0xd9;

  private JpegScans() {}

  /** Refuses a picture whose scans, from position {@code first} on, are more than any encoder's. */
  static void check(PictureFile file, long first) throws IOException, PictureRefusedException {
    int scans = 0;
    long at = first;
    for (int i = 0; i < MAX_MARKERS; i++) {
      at = nextMarker(file, at);
      if (at < 0 || at + 4 > file.size()) {
        return;
      }
      int marker = file.u8(at + 1);
      if (marker == EOI) {
        return;
      }
      if (marker == SOS && ++scans > MAX_SCANS) {
        throw PictureRefusedException.damaged("it has more than " + MAX_SCANS + " scans");
      }
      at += 2L + file.u16(at + 2);
    }
    throw PictureRefusedException.damaged("it has more than " + MAX_MARKERS + " markers");
  }

  private static long nextMarker(PictureFile file, long from)
      throws IOException, PictureRefusedException {
    long at = from;
    while (at < file.size() - 1) {
      byte[] chunk = file.bytes(at, (int) Math.min(CHUNK_BYTES, file.size() - at));
      for (int i = 0; i < chunk.length - 1; i++) {
        if (chunk[i] == (byte) 0xff && isMarker(chunk[i + 1] & 0xff)) {
          return at + i;
        }
      }
      at += chunk.length - 1;
    }
    return -1;
  }

  /** Within a scan, FF 00 is a sample, FF FF is fill, and D0 to D7 are restarts. */
  private static boolean isMarker(int second) {
    return second > 1 && second != 0xff && !(second >= 0xd0 && second <= 0xd7);
  }
}
