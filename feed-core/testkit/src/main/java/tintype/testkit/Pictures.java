package tintype.testkit;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import tintype.media.v1.Media;

/** Pictures made in code, for tests that upload, and how to compare what comes of them. */
public final class Pictures {
  private static final int MAX_SEGMENT = 65_533;

  private Pictures() {}

  /** Different for each seed. */
  public static byte[] jpeg(int width, int height, long seed) {
    return encode(width, height, seed, "jpg");
  }

  /** Different for each seed. */
  public static byte[] png(int width, int height, long seed) {
    return encode(width, height, seed, "png");
  }

  /** A JPEG of exactly so many bytes: comments fill it up. */
  public static byte[] jpegOfBytes(int bytes) {
    byte[] picture = jpeg(64, 64, 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes);
    out.write(picture, 0, 2);
    int missing = bytes - picture.length;
    while (missing > 0) {
      int payload = Math.min(MAX_SEGMENT, missing - 4);
      // What is left over must have room for a segment of its own.
      if (missing - 4 - payload > 0 && missing - 4 - payload < 4) {
        payload -= 4;
      }
      out.write(0xff);
      out.write(0xfe);
      out.write((payload + 2) >> 8);
      out.write(payload + 2);
      out.write(new byte[payload], 0, payload);
      missing -= payload + 4;
    }
    out.write(picture, 2, picture.length - 2);
    return out.toByteArray();
  }

  /** A valid PNG of one bit a pixel and black all over: small as a file, huge as pixels. */
  public static byte[] hugePng(int side) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(header);
    fields.writeInt(side);
    fields.writeInt(side);
    fields.write(new byte[] {1, 0, 0, 0, 0});
    chunk(file, "IHDR", header.toByteArray());
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try (var deflated = new DeflaterOutputStream(data, new Deflater(Deflater.BEST_SPEED))) {
      byte[] row = new byte[1 + (side + 7) / 8];
      for (int y = 0; y < side; y++) {
        deflated.write(row);
      }
    }
    chunk(file, "IDAT", data.toByteArray());
    chunk(file, "IEND", new byte[0]);
    return file.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    DataOutputStream out = new DataOutputStream(file);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }

  /** This picture. */
  public static byte[] png(BufferedImage image) {
    return encode(image, "png");
  }

  /** What a viewer would see. */
  public static BufferedImage decode(byte[] picture) {
    try {
      return ImageIO.read(new ByteArrayInputStream(picture));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The media without the signatures of their urls, which tell for whom they are. */
  public static List<Media> plain(List<Media> media) {
    return media.stream().map(Pictures::plain).toList();
  }

  /** The same of one. */
  public static Media plain(Media media) {
    Media.Builder plain = media.toBuilder();
    plain
        .getRenditionsBuilderList()
        .forEach(one -> one.setUrl(one.getUrl().replaceFirst("[?].*", "")));
    return plain.build();
  }

  private static byte[] encode(int width, int height, long seed, String format) {
    Random random = new Random(seed);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D canvas = image.createGraphics();
    for (int i = 0; i < 20; i++) {
      canvas.setColor(new Color(random.nextInt(0x1000000)));
      canvas.fillRect(random.nextInt(width), random.nextInt(height), width / 3, height / 3);
    }
    canvas.dispose();
    return encode(image, format);
  }

  private static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
