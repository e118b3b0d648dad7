package tintype.media.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import tintype.media.picture.PixelSource.Inks;
import tintype.media.picture.PixelSource.Part;

/**
 * Takes a PNG apart (W3C PNG, third edition): header, palette, transparency and data are kept for
 * the decoder, eXIf and iCCP are read, texts and all else are passed over. An animation is its
 * first picture.
 */
final class PngParser {

  static final int SIGNATURE_BYTES = 8;

  private static final int IHDR = 0x49484452;
  private static final int IDAT = 0x49444154;
  private static final int IEND = 0x49454e44;
  private static final int PLTE = 0x504c5445;
  private static final int TRNS = 0x74524e53;
  private static final int ICCP = 0x69434350;
  private static final int SRGB = 0x73524742;
  private static final int EXIF = 0x65584966;

  /** 30 MB in the chunks of 8 KiB that libpng writes are 3,700. */
  private static final int MAX_CHUNKS = 100_000;

  private static final int MAX_SMALL_CHUNK_BYTES = 4 << 20;
  private static final int MAX_ICC_BYTES = 4 << 20;

  private final PictureFile file;
  private final List<Part> parts = new ArrayList<>();
  private @Nullable ByteBuffer header;
  private byte @Nullable [] icc;
  private boolean srgb;
  private int orientation = ExifOrientation.UPRIGHT;

  private PngParser(PictureFile file) {
    this.file = file;
  }

  static PixelSource parse(PictureFile file) throws IOException, PictureRefusedException {
    PngParser parser = new PngParser(file);
    parser.readChunks();
    return parser.source();
  }

  private void readChunks() throws IOException, PictureRefusedException {
    keep(0, SIGNATURE_BYTES);
    long at = SIGNATURE_BYTES;
    for (int i = 0; i < MAX_CHUNKS; i++) {
      ByteBuffer head = file.buffer(at, 8);
      long length = head.getInt(0) & 0xffffffffL;
      int type = head.getInt(4);
      if (at + 12 + length > file.size()) {
        throw PictureRefusedException.damaged("it ends within a chunk");
      }
      readChunk(type, at, length);
      if (type == IEND) {
        return;
      }
      at += 12 + length;
    }
    throw PictureRefusedException.damaged("it has more than " + MAX_CHUNKS + " chunks");
  }

  private void readChunk(int type, long at, long length)
      throws IOException, PictureRefusedException {
    if (header == null && type != IHDR) {
      throw PictureRefusedException.damaged("it does not begin with a header");
    }
    switch (type) {
      case IHDR -> readHeader(at, length);
      case PLTE, TRNS, IDAT, IEND -> keep(at, length + 12);
      case SRGB -> srgb = true;
      case ICCP -> icc = icc == null ? inflateProfile(small(at, length)) : icc;
      case EXIF -> orientation = ExifOrientation.of(small(at, length));
      default -> {}
    }
  }

  private void readHeader(long at, long length) throws IOException, PictureRefusedException {
    if (header != null || length != 13) {
      throw PictureRefusedException.damaged("its header is wrong");
    }
    header = file.buffer(at + 8, 13);
    keep(at, length + 12);
  }

  private byte[] small(long at, long length) throws IOException, PictureRefusedException {
    return length > MAX_SMALL_CHUNK_BYTES ? new byte[0] : file.bytes(at + 8, (int) length);
  }

  /** Chunks that follow each other become one part, so that reading them is one read. */
  private void keep(long at, long length) {
    Part last = parts.isEmpty() ? null : parts.getLast();
    if (last != null && last.at() + last.length() == at) {
      parts.set(parts.size() - 1, Part.of(last.at(), last.length() + length));
    } else {
      parts.add(Part.of(at, length));
    }
  }

  /** Returns the profile, or null: a name, a zero, the method 0, then a zlib stream. */
  private static byte @Nullable [] inflateProfile(byte[] chunk) {
    int nameEnd = 0;
    while (nameEnd < chunk.length && chunk[nameEnd] != 0) {
      nameEnd++;
    }
    int start = nameEnd + 2;
    if (start >= chunk.length) {
      return null;
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(chunk, start, chunk.length - start);
      byte[] profile = new byte[MAX_ICC_BYTES];
      int length = inflater.inflate(profile);
      return inflater.finished() ? Arrays.copyOf(profile, length) : null;
    } catch (DataFormatException e) {
      return null; // Colours without their profile are better than no picture.
    } finally {
      inflater.end();
    }
  }

  private PixelSource source() throws PictureRefusedException {
    if (header == null) {
      throw PictureRefusedException.damaged("it has no header");
    }
    long width = header.getInt(0) & 0xffffffffL;
    long height = header.getInt(4) & 0xffffffffL;
    int depth = header.get(8);
    int colour = header.get(9);
    boolean known = colour == 0 || colour == 2 || colour == 3 || colour == 4 || colour == 6;
    if (width == 0 || height == 0 || width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
      throw PictureRefusedException.damaged("its size is " + width + "x" + height);
    }
    if (!known || depth < 1 || depth > 16) {
      throw PictureRefusedException.damaged("colour type " + colour + " of depth " + depth);
    }
    byte[] profile = srgb ? null : icc;
    var info =
        new PictureInfo(PictureType.PNG, (int) width, (int) height, orientation, profile != null);
    int channels = colour == 0 || colour == 4 ? 1 : 3;
    // One more for transparency, which tRNS may add to any of them.
    int bytesPerPixel = colour == 3 ? 1 : (channels + 1) * (depth == 16 ? 2 : 1);
    return new PixelSource(info, profile, channels, bytesPerPixel, 0, Inks.NONE, parts);
  }
}
