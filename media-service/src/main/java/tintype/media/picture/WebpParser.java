package tintype.media.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tintype.media.picture.PixelSource.Inks;
import tintype.media.picture.PixelSource.Part;

/**
 * Takes a WebP apart (RFC 9649): the bitstream and its transparency are kept for the decoder, EXIF
 * and ICCP are read. An animation is its first frame. Width and height are the bitstream's own, not
 * what the container claims.
 */
final class WebpParser {

  private static final int ALPH = tag("ALPH");
  private static final int ANMF = tag("ANMF");
  private static final int EXIF = tag("EXIF");
  private static final int ICCP = tag("ICCP");
  private static final int VP8 = tag("VP8 ");
  private static final int VP8L = tag("VP8L");

  /** A frame's place, size, time and flags come before its own chunks. */
  private static final int FRAME_HEADER_BYTES = 16;

  private static final int MAX_CHUNKS = 10_000;
  private static final int MAX_SMALL_CHUNK_BYTES = 4 << 20;

  private final PictureFile file;
  private @Nullable Part alpha;
  private @Nullable Part bitstream;
  private int width;
  private int height;
  private byte @Nullable [] icc;
  private int orientation = ExifOrientation.UPRIGHT;

  private WebpParser(PictureFile file) {
    this.file = file;
  }

  static PixelSource parse(PictureFile file) throws IOException, PictureRefusedException {
    WebpParser parser = new WebpParser(file);
    long end = 8 + (little(file, 4, 4).getInt(0) & 0xffffffffL);
    if (end > file.size()) {
      throw PictureRefusedException.damaged("it says " + end + " bytes and has " + file.size());
    }
    parser.readChunks(12, end);
    return parser.source();
  }

  private void readChunks(long start, long end) throws IOException, PictureRefusedException {
    long at = start;
    for (int i = 0; at + 8 <= end; i++) {
      if (i == MAX_CHUNKS) {
        throw PictureRefusedException.damaged("it has more than " + MAX_CHUNKS + " chunks");
      }
      ByteBuffer head = little(file, at, 8);
      long length = head.getInt(4) & 0xffffffffL;
      if (at + 8 + length > end) {
        throw PictureRefusedException.damaged("it ends within a chunk");
      }
      readChunk(head.getInt(0), at, length);
      at += 8 + length + (length & 1);
    }
  }

  private void readChunk(int type, long at, long length)
      throws IOException, PictureRefusedException {
    if (type == EXIF) {
      orientation = ExifOrientation.of(small(at, length));
    } else if (type == ICCP && icc == null) {
      icc = small(at, length);
    } else if (bitstream == null && type == ANMF) {
      readChunks(at + 8 + FRAME_HEADER_BYTES, at + 8 + length);
    } else if (bitstream == null && type == ALPH) {
      alpha = Part.of(at, 8 + length);
    } else if (bitstream == null && (type == VP8 || type == VP8L)) {
      bitstream = Part.of(at, 8 + length);
      readSize(type, at + 8);
    }
  }

  private void readSize(int type, long at) throws IOException, PictureRefusedException {
    ByteBuffer start = little(file, at, 10);
    if (type == VP8) {
      boolean keyFrame = (start.get(0) & 1) == 0;
      if (!keyFrame || !startCode(start)) {
        throw PictureRefusedException.damaged("its bitstream does not begin with a key frame");
      }
      width = start.getShort(6) & 0x3fff;
      height = start.getShort(8) & 0x3fff;
    } else {
      if (start.get(0) != 0x2f) {
        throw PictureRefusedException.damaged("its lossless bitstream has no signature");
      }
      int bits = start.getInt(1);
      width = (bits & 0x3fff) + 1;
      height = (bits >>> 14 & 0x3fff) + 1;
      alpha = null; // It is in the bitstream.
    }
  }

  private static boolean startCode(ByteBuffer start) {
    return start.get(3) == (byte) 0x9d && start.get(4) == 0x01 && start.get(5) == 0x2a;
  }

  private PixelSource source() throws PictureRefusedException {
    if (bitstream == null || width == 0 || height == 0) {
      throw PictureRefusedException.damaged("it has no picture in it");
    }
    byte[] profile = icc == null || icc.length == 0 ? null : icc;
    var info = new PictureInfo(PictureType.WEBP, width, height, orientation, profile != null);
    // The decoder keeps planes or an ARGB frame of its own beside the picture that it returns.
    return new PixelSource(info, profile, 3, 4, 4, Inks.NONE, parts(bitstream));
  }

  private List<Part> parts(Part bitstream) {
    List<Part> chunks = new ArrayList<>();
    if (alpha != null) {
      chunks.add(Part.of(extendedHeader()));
      chunks.add(alpha);
      pad(chunks, alpha);
    }
    chunks.add(bitstream);
    pad(chunks, bitstream);
    long bytes = 4 + chunks.stream().mapToLong(Part::length).sum();
    ByteBuffer riff = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    riff.putInt(tag("RIFF")).putInt((int) bytes).putInt(tag("WEBP"));
    chunks.addFirst(Part.of(riff.array()));
    return chunks;
  }

  private static void pad(List<Part> chunks, Part chunk) {
    if ((chunk.length() & 1) == 1) {
      chunks.add(Part.of(new byte[1]));
    }
  }

  /** Says of the file only that it has transparency. */
  private byte[] extendedHeader() {
    int flagAlpha = 0x10;
    ByteBuffer header = ByteBuffer.allocate(18).order(ByteOrder.LITTLE_ENDIAN);
    header.putInt(tag("VP8X")).putInt(10).putInt(flagAlpha);
    header.putShort((short) (width - 1)).put((byte) 0);
    header.putShort((short) (height - 1)).put((byte) 0);
    return header.array();
  }

  private byte[] small(long at, long length) throws IOException, PictureRefusedException {
    return length > MAX_SMALL_CHUNK_BYTES ? new byte[0] : file.bytes(at + 8, (int) length);
  }

  private static ByteBuffer little(PictureFile file, long at, int count)
      throws IOException, PictureRefusedException {
    return file.buffer(at, count).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int tag(String name) {
    return name.charAt(0) | name.charAt(1) << 8 | name.charAt(2) << 16 | name.charAt(3) << 24;
  }
}
