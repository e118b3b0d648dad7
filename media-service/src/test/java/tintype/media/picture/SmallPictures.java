package tintype.media.picture;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/**
 * Pictures made on the spot: 64 x 48, red and green above, blue and near-white below, which tells
 * every turn and mirroring apart. The WebP ones are files, since the JDK writes none.
 */
final class SmallPictures {

  static final int WIDTH = 64;
  static final int HEIGHT = 48;
  static final Color RED = new Color(220, 30, 30);
  static final Color GREEN = new Color(30, 200, 30);
  static final Color BLUE = new Color(30, 30, 220);
  static final Color WHITISH = new Color(240, 240, 240);
  static final String CAMERA = "SecretCam 3000";

  private SmallPictures() {}

  static BufferedImage quarters() {
    return quarters(WIDTH, HEIGHT, RED, GREEN, BLUE, WHITISH);
  }

  /** Paints four quarters: left and right above, left and right below. */
  static BufferedImage quarters(int width, int height, Color... four) {
    var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int quarter = (y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1);
        image.setRGB(x, y, four[quarter].getRGB());
      }
    }
    return image;
  }

  /** Copies a picture into another kind of image, such as TYPE_BYTE_GRAY, through AWT. */
  static BufferedImage as(int imageType, BufferedImage image) {
    var copy = new BufferedImage(image.getWidth(), image.getHeight(), imageType);
    copy.createGraphics().drawImage(image, 0, 0, null);
    return copy;
  }

  static byte[] jpeg(BufferedImage image) {
    return encode(image, "jpeg");
  }

  static byte[] png(BufferedImage image) {
    return encode(image, "png");
  }

  private static byte[] encode(BufferedImage image, String format) {
    try (var bytes = new ByteArrayOutputStream()) {
      if (!ImageIO.write(image, format, bytes)) {
        throw new IllegalArgumentException("no writer of " + format + " for " + image);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads one of the files of this folder of the test resources. */
  static byte[] webp(String name) throws IOException {
    try (InputStream file = SmallPictures.class.getResourceAsStream("/pictures/" + name)) {
      return file.readAllBytes();
    }
  }

  /** Puts segments behind a JPEG's first two bytes. */
  static byte[] withSegments(byte[] jpeg, byte[]... segments) {
    var bytes = new ByteArrayOutputStream();
    bytes.write(jpeg, 0, 2);
    for (byte[] segment : segments) {
      bytes.writeBytes(segment);
    }
    bytes.write(jpeg, 2, jpeg.length - 2);
    return bytes.toByteArray();
  }

  static byte[] segment(int marker, byte[] payload) {
    ByteBuffer segment = ByteBuffer.allocate(payload.length + 4);
    segment.put((byte) 0xff).put((byte) marker).putShort((short) (payload.length + 2));
    return segment.put(payload).array();
  }

  static byte[] segment(int marker, String text, byte... more) {
    byte[] start = text.getBytes(StandardCharsets.ISO_8859_1);
    byte[] payload = Arrays.copyOf(start, start.length + more.length);
    System.arraycopy(more, 0, payload, start.length, more.length);
    return segment(marker, payload);
  }

  static byte[] exifSegment(int orientation) {
    byte[] tiff = tiff(orientation);
    return segment(0xe1, "Exif\0\0", tiff);
  }

  static byte[] iccSegment(byte[] profile) {
    return segment(0xe2, "ICC_PROFILE\0\1\1", profile);
  }

  /** A TIFF block with a camera's name, an orientation and a latitude. */
  static byte[] tiff(int orientation) {
    ByteBuffer tiff = ByteBuffer.allocate(256);
    int camera = 50;
    int gps = 80;
    tiff.putShort((short) 0x4d4d).putShort((short) 42).putInt(8).putShort((short) 3);
    entry(tiff, 0x010f, 2, CAMERA.length() + 1, camera);
    entry(tiff, 0x0112, 3, 1, orientation << 16);
    entry(tiff, 0x8825, 4, 1, gps);
    tiff.putInt(0).put(camera, CAMERA.getBytes(StandardCharsets.US_ASCII));
    tiff.position(gps).putShort((short) 2);
    entry(tiff, 1, 2, 2, 'N' << 24);
    entry(tiff, 2, 5, 3, 120);
    tiff.position(120).putInt(47).putInt(1).putInt(22).putInt(1).putInt(30).putInt(1);
    return tiff.array();
  }

  private static void entry(ByteBuffer tiff, int tag, int type, int count, int value) {
    tiff.putShort((short) tag).putShort((short) type).putInt(count).putInt(value);
  }

  /** Puts chunks behind a PNG's header. */
  static byte[] withChunks(byte[] png, byte[]... chunks) {
    int header = 8 + 25;
    var bytes = new ByteArrayOutputStream();
    bytes.write(png, 0, header);
    for (byte[] chunk : chunks) {
      bytes.writeBytes(chunk);
    }
    bytes.write(png, header, png.length - header);
    return bytes.toByteArray();
  }

  static byte[] chunk(String type, byte[] data) {
    ByteBuffer chunk = ByteBuffer.allocate(data.length + 12);
    chunk.putInt(data.length).put(type.getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, data.length + 4);
    return chunk.putInt((int) crc.getValue()).array();
  }

  static byte[] deflate(byte[] data) {
    var bytes = new ByteArrayOutputStream();
    try (var deflater = new DeflaterOutputStream(bytes)) {
      deflater.write(data);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
