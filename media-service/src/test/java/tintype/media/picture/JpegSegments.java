package tintype.media.picture;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lists the segments of a JPEG, also those between scans, by a reading of its own. */
final class JpegSegments {

  private JpegSegments() {}

  /** Returns a line a segment, such as {@code e0 JFIF}; scans' data is left out. */
  static List<String> of(byte[] jpeg) {
    List<String> segments = new ArrayList<>();
    int at = 2;
    while (true) {
      int marker = jpeg[at + 1] & 0xff;
      if (marker == 0xd9) {
        segments.add(at + 2 == jpeg.length ? "d9" : "d9 and more behind");
        return segments;
      }
      int length = (jpeg[at + 2] & 0xff) << 8 | jpeg[at + 3] & 0xff;
      String text = new String(jpeg, at + 4, length - 2, StandardCharsets.ISO_8859_1);
      int zero = text.indexOf('\0');
      boolean named = marker >= 0xe0 && marker <= 0xef || marker == 0xfe;
      String name = named ? " " + (zero < 0 ? text : text.substring(0, zero)) : "";
      segments.add(String.format("%02x", marker) + name);
      at += length + 2;
      if (marker == 0xda) {
        at = behindScan(jpeg, at);
      }
    }
  }

  private static int behindScan(byte[] jpeg, int start) {
    int at = start;
    while (jpeg[at] != (byte) 0xff || jpeg[at + 1] == 0) {
      at++;
    }
    return at;
  }
}
