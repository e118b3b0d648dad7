package tintype.media.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The container of WebP (RFC 9649, section 2.7): what libwebp encodes, with the colour profile that
 * its simple interface has no place for.
 */
final class WebpContainer {

  private static final int RIFF_HEADER_BYTES = 12;
  private static final int CHUNK_HEADER_BYTES = 8;
  private static final int VP8X_BYTES = 10;
  private static final int HAS_PROFILE = 0x20;

  private WebpContainer() {}

  /** The bitstream of a file with nothing but a bitstream, and the profile where there is one. */
  static byte[] of(byte[] plain, Colours colours) throws IOException {
    ByteBuffer bitstream = bitstream(plain);
    byte[] icc = colours.icc();
    if (icc == null) {
      return file(bitstream.remaining()).put(bitstream).array();
    }
    ByteBuffer extended =
        file(chunkBytes(VP8X_BYTES) + chunkBytes(icc.length) + bitstream.remaining());
    chunk(extended, "VP8X", VP8X_BYTES).put((byte) HAS_PROFILE).put(new byte[3]);
    putSide(extended, colours.rgb().width());
    putSide(extended, colours.rgb().height());
    chunk(extended, "ICCP", icc.length).put(icc).put(new byte[icc.length & 1]);
    return extended.put(bitstream).array();
  }

  /** The chunk VP8 with its header and padding, whatever else the encoder has written. */
  private static ByteBuffer bitstream(byte[] plain) throws IOException {
    ByteBuffer file = ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN);
    int at = RIFF_HEADER_BYTES;
    while (at + CHUNK_HEADER_BYTES <= plain.length) {
      int bytes = chunkBytes(file.getInt(at + 4));
      if (bytes < CHUNK_HEADER_BYTES || bytes > plain.length - at) {
        break;
      }
      if (new String(plain, at, 4, StandardCharsets.US_ASCII).equals("VP8 ")) {
        return file.slice(at, bytes);
      }
      at += bytes;
    }
    throw new IOException("the encoder of WebP has written no lossy picture");
  }

  private static ByteBuffer file(int chunks) {
    ByteBuffer file = ByteBuffer.allocate(RIFF_HEADER_BYTES + chunks);
    return chunk(file.order(ByteOrder.LITTLE_ENDIAN), "RIFF", 4 + chunks).put(ascii("WEBP"));
  }

  private static ByteBuffer chunk(ByteBuffer to, String name, int length) {
    return to.put(ascii(name)).putInt(length);
  }

  private static void putSide(ByteBuffer to, int side) {
    int less = side - 1;
    to.put((byte) less).put((byte) (less >> 8)).put((byte) (less >> 16));
  }

  /** Chunks begin at even places. */
  private static int chunkBytes(int length) {
    return CHUNK_HEADER_BYTES + length + (length & 1);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
