package tintype.media.picture;

import java.awt.color.CMMException;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.ColorConvertOp;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An embedded colour profile (ICC.1:2022) whose header and tag table hold together. Profiles carry
 * private tags as well, among them the serial number of a display; those go.
 */
final class IccProfile {

  private static final int HEADER_BYTES = 128;
  private static final int TAG_BYTES = 12;
  private static final int MAX_TAGS = 100;

  /** What ICC.1 defines and colours need. Everything else is somebody's own. */
  private static final Set<String> KNOWN_TAGS =
      Set.of(
          "A2B0", "A2B1", "A2B2", "B2A0", "B2A1", "B2A2", "D2B0", "D2B1", "D2B2", "D2B3", "B2D0",
          "B2D1", "B2D2", "B2D3", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC", "kTRC", "wtpt",
          "bkpt", "chad", "chrm", "cicp", "cprt", "desc", "dmnd", "dmdd", "gamt", "lumi", "meas",
          "tech", "view", "vued");

  private final byte[] bytes;

  private IccProfile(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Returns the profile, or null where there is none that could be used. */
  static @Nullable IccProfile of(byte @Nullable [] embedded) {
    if (embedded == null || embedded.length < HEADER_BYTES + 4) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.wrap(embedded);
    long size = buffer.getInt(0) & 0xffffffffL;
    int tags = buffer.getInt(HEADER_BYTES);
    boolean whole = size >= HEADER_BYTES + 4 && size <= embedded.length;
    if (!whole || !text(embedded, 36).equals("acsp") || tags < 1 || tags > MAX_TAGS) {
      return null;
    }
    for (int i = 0; i < tags; i++) {
      int entry = HEADER_BYTES + 4 + i * TAG_BYTES;
      if (entry + TAG_BYTES > size || !within(buffer, entry, size)) {
        return null;
      }
    }
    return new IccProfile(embedded);
  }

  private static boolean within(ByteBuffer buffer, int entry, long size) {
    long at = buffer.getInt(entry + 4) & 0xffffffffL;
    long length = buffer.getInt(entry + 8) & 0xffffffffL;
    return at >= HEADER_BYTES && at + length <= size;
  }

  private static String text(byte[] bytes, int at) {
    return new String(bytes, at, 4, StandardCharsets.ISO_8859_1);
  }

  /** Returns how many channels it speaks of: 1, 3 (RGB only) or 4; 0 for anything else. */
  int channels() {
    return switch (text(bytes, 16)) {
      case "GRAY" -> 1;
      case "RGB " -> 3;
      case "CMYK" -> 4;
      default -> 0;
    };
  }

  /** Returns the profile to embed: as it came where it has known tags only, else rewritten. */
  byte[] withoutPrivateTags() {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    int tags = buffer.getInt(HEADER_BYTES);
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < tags; i++) {
      int entry = HEADER_BYTES + 4 + i * TAG_BYTES;
      if (KNOWN_TAGS.contains(text(bytes, entry))) {
        kept.add(entry);
      }
    }
    return kept.size() == tags ? bytes : rewrite(buffer, kept);
  }

  private byte[] rewrite(ByteBuffer buffer, List<Integer> kept) {
    int size = HEADER_BYTES + 4 + kept.size() * TAG_BYTES;
    for (int entry : kept) {
      size += padded(buffer.getInt(entry + 8));
    }
    ByteBuffer out = ByteBuffer.allocate(size);
    out.put(bytes, 0, HEADER_BYTES).putInt(kept.size());
    int data = HEADER_BYTES + 4 + kept.size() * TAG_BYTES;
    for (int entry : kept) {
      int length = buffer.getInt(entry + 8);
      out.putInt(buffer.getInt(entry)).putInt(data).putInt(length);
      out.put(data, bytes, buffer.getInt(entry + 4), length);
      data += padded(length);
    }
    out.putInt(0, size);
    forgetOrigin(out);
    return out.array();
  }

  /** Zeroes the device's maker and model, and the checksum that no longer fits. */
  private static void forgetOrigin(ByteBuffer profile) {
    profile.putLong(48, 0);
    profile.putLong(84, 0).putLong(92, 0);
  }

  private static int padded(int length) {
    return (length + 3) & ~3;
  }

  /** Returns the samples as sRGB, or null where the colour engine cannot use the profile. */
  byte @Nullable [] toSrgb(Pixels pixels) {
    try {
      ICC_Profile[] way = {
        ICC_Profile.getInstance(bytes), ICC_Profile.getInstance(ColorSpace.CS_sRGB)
      };
      WritableRaster target =
          Raster.createInterleavedRaster(
              DataBuffer.TYPE_BYTE, pixels.width(), pixels.height(), 3, null);
      new ColorConvertOp(way, null).filter(raster(pixels), target);
      return ((DataBufferByte) target.getDataBuffer()).getData();
    } catch (CMMException | IllegalArgumentException e) {
      return null; // Colours without their profile are better than no picture.
    }
  }

  private static Raster raster(Pixels pixels) {
    int[] offsets = new int[pixels.channels()];
    Arrays.setAll(offsets, i -> i);
    return Raster.createInterleavedRaster(
        new DataBufferByte(pixels.samples(), pixels.samples().length),
        pixels.width(),
        pixels.height(),
        pixels.width() * pixels.channels(),
        pixels.channels(),
        offsets,
        null);
  }
}
