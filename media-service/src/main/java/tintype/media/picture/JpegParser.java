package tintype.media.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tintype.media.picture.PixelSource.Inks;
import tintype.media.picture.PixelSource.Part;

/**
 * Takes a JPEG apart (ITU-T T.81, annex B): frame, tables and scans are kept for the decoder, EXIF
 * and ICC are read, everything else is passed over.
 */
final class JpegParser {

  private static final int SOI = 0xd8;
  private static final int EOI = 0xd9;
  private static final int SOS = 0xda;
  private static final int DHT = 0xc4;
  private static final int DQT = 0xdb;
  private static final int DRI = 0xdd;
  private static final int DAC = 0xcc;
  private static final int APP0 = 0xe0;
  private static final int APP1 = 0xe1;
  private static final int APP2 = 0xe2;
  private static final int APP14 = 0xee;

  /** Cameras write a few dozen; the bound is against files made of empty segments. */
  private static final int MAX_SEGMENTS = 10_000;

  private static final int MAX_ICC_BYTES = 4 << 20;
  private static final byte[] PLAIN_JFIF = {
    (byte) 0xff, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
  };

  private final PictureFile file;
  private final List<Part> tables = new ArrayList<>();
  private final ByteArrayOutputStream icc = new ByteArrayOutputStream();
  private int orientation;
  private boolean jfif;
  private @Nullable Part adobe;
  private int adobeTransform;
  private @Nullable ByteBuffer frame;
  private boolean progressive;

  private JpegParser(PictureFile file) {
    this.file = file;
  }

  static PixelSource parse(PictureFile file) throws IOException, PictureRefusedException {
    JpegParser parser = new JpegParser(file);
    long firstScan = parser.readSegments();
    return parser.source(firstScan);
  }

  /** Reads up to the first scan and returns where its marker stands. */
  private long readSegments() throws IOException, PictureRefusedException {
    long at = 2;
    for (int i = 0; i < MAX_SEGMENTS; i++) {
      at = nextMarker(at);
      int marker = file.u8(at + 1);
      if (marker == SOS) {
        return at;
      }
      if (marker == EOI) {
        throw PictureRefusedException.damaged("it has no scan");
      }
      if (standsAlone(marker)) {
        at += 2;
        continue;
      }
      int length = file.u16(at + 2);
      if (length < 2) {
        throw PictureRefusedException.damaged("a segment has length " + length);
      }
      readSegment(marker, at, length - 2);
      at += 2 + length;
    }
    throw PictureRefusedException.damaged("it has more than " + MAX_SEGMENTS + " segments");
  }

  /**
   * Passes over fill bytes, and over what wrong lengths leave between segments, as libjpeg does.
   */
  private long nextMarker(long at) throws IOException, PictureRefusedException {
    long here = at;
    while (file.u8(here) != 0xff || file.u8(here + 1) == 0xff || file.u8(here + 1) == 0) {
      here++;
    }
    return here;
  }

  private static boolean standsAlone(int marker) {
    return marker == 0x01 || marker == SOI || (marker >= 0xd0 && marker <= 0xd7);
  }

  private void readSegment(int marker, long at, int length)
      throws IOException, PictureRefusedException {
    ByteBuffer payload = file.buffer(at + 4, length);
    switch (marker) {
      case DQT, DHT, DRI -> keep(at, length);
      case 0xc0, 0xc1, 0xc2 -> readFrame(marker, at, payload);
      case APP0 -> jfif |= startsWith(payload, "JFIF\0");
      case APP1 -> readExif(payload);
      case APP2 -> readIcc(payload);
      case APP14 -> readAdobe(payload, at);
      default -> refuseRareFrame(marker);
    }
  }

  private void keep(long at, int length) {
    tables.add(Part.of(at, length + 4L));
  }

  private void readFrame(int marker, long at, ByteBuffer payload) throws PictureRefusedException {
    if (frame != null || payload.limit() < 6 || payload.limit() != 6 + 3 * payload.get(5)) {
      throw PictureRefusedException.damaged("its frame header is wrong");
    }
    if (payload.get(0) != 8) {
      throw PictureRefusedException.typeNotTaken("JPEG of " + payload.get(0) + " bits");
    }
    frame = payload;
    progressive = marker == 0xc2;
    keep(at, payload.limit());
  }

  private static void refuseRareFrame(int marker) throws PictureRefusedException {
    if (marker >= 0xc3 && marker <= 0xcf && marker != 0xc8 || marker == DAC) {
      throw PictureRefusedException.typeNotTaken("lossless or arithmetically coded JPEG");
    }
  }

  private void readExif(ByteBuffer payload) {
    if (orientation == 0 && ExifOrientation.startsWithExif(payload.array())) {
      orientation = ExifOrientation.of(payload.array());
    }
  }

  /** Segments of a profile carry numbers, but every writer puts them in order. */
  private void readIcc(ByteBuffer payload) {
    int header = 14;
    if (startsWith(payload, "ICC_PROFILE\0") && payload.limit() > header) {
      if (icc.size() + payload.limit() <= MAX_ICC_BYTES) {
        icc.write(payload.array(), header, payload.limit() - header);
      }
    }
  }

  private void readAdobe(ByteBuffer payload, long at) {
    if (adobe == null && startsWith(payload, "Adobe") && payload.limit() >= 12) {
      adobe = Part.of(at, payload.limit() + 4L);
      adobeTransform = payload.get(11) & 0xff;
    }
  }

  private static boolean startsWith(ByteBuffer payload, String text) {
    for (int i = 0; i < text.length(); i++) {
      if (i >= payload.limit() || payload.get(i) != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  private PixelSource source(long firstScan) throws PictureRefusedException {
    if (frame == null) {
      throw PictureRefusedException.damaged("it has no frame header");
    }
    int height = frame.getShort(1) & 0xffff;
    int width = frame.getShort(3) & 0xffff;
    int channels = frame.get(5);
    if (width == 0 || height == 0 || (channels != 1 && channels != 3 && channels != 4)) {
      throw PictureRefusedException.damaged(width + "x" + height + " of " + channels + " channels");
    }
    byte[] profile = icc.size() == 0 ? null : icc.toByteArray();
    var info =
        new PictureInfo(PictureType.JPEG, width, height, Math.max(1, orientation), profile != null);
    // libjpeg keeps 2 bytes of coefficients a sample for as long as a progressive picture lasts.
    int work = progressive ? 2 * channels : 0;
    return new PixelSource(
        info, profile, channels, channels, work, inks(channels), parts(frame, firstScan));
  }

  private Inks inks(int channels) {
    if (channels != 4) {
      return Inks.NONE;
    }
    if (adobe == null) {
      return Inks.PLAIN;
    }
    return adobeTransform == 2 ? Inks.INVERTED_YCCK : Inks.INVERTED;
  }

  /**
   * Says the colour space in libjpeg's order of belief: JFIF, Adobe, then component names. The JDK
   * would take a picture without any, and without subsampling, for RGB, which cameras never mean.
   */
  private List<Part> parts(ByteBuffer frame, long firstScan) {
    List<Part> parts = new ArrayList<>();
    parts.add(Part.of(new byte[] {(byte) 0xff, (byte) SOI}));
    if (adobe != null && (!jfif || frame.get(5) == 4)) {
      parts.add(adobe);
    } else if (frame.get(5) != 4 && (jfif || !componentsAreNamedRgb(frame))) {
      parts.add(Part.of(PLAIN_JFIF));
    }
    parts.addAll(tables);
    parts.add(Part.of(firstScan, file.size() - firstScan));
    return parts;
  }

  private static boolean componentsAreNamedRgb(ByteBuffer frame) {
    return frame.get(5) == 3 && frame.get(6) == 'R' && frame.get(9) == 'G' && frame.get(12) == 'B';
  }
}
