package tintype.media.picture;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes RGB as JPEG: JFIF header, colour profile, pixels, nothing else. There is nothing to strip,
 * because nothing but pixels ever gets here.
 */
final class JpegEncoder {

  static final String CONTENT_TYPE = "image/jpeg";

  /** libjpeg's own limit, a little under JPEG's 65,535. */
  static final int MAX_SIDE = 65_500;

  /** Above it files grow faster than people can see; chroma is halved, as cameras do. */
  private static final float QUALITY = 0.85f;

  /** SOI, then the JFIF segment that the JDK always writes: 2 + 18 bytes. */
  private static final int PROFILE_AT = 20;

  private JpegEncoder() {}

  /** Writes a picture and returns how many bytes it took. */
  static long encode(Colours colours, OutputStream target) throws IOException {
    byte[] plain = encode(colours.rgb().image());
    target.write(plain, 0, PROFILE_AT);
    int profile = writeProfile(colours.icc(), target);
    target.write(plain, PROFILE_AT, plain.length - PROFILE_AT);
    return (long) plain.length + profile;
  }

  private static int writeProfile(byte @Nullable [] icc, OutputStream target) throws IOException {
    if (icc == null) {
      return 0;
    }
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    int length = icc.length + 16;
    segment.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe2, (byte) (length >> 8), (byte) length});
    segment.writeBytes("ICC_PROFILE\0\1\1".getBytes(StandardCharsets.US_ASCII));
    segment.writeBytes(icc);
    segment.writeTo(target);
    return segment.size();
  }

  private static byte[] encode(BufferedImage image) throws IOException {
    ImageWriter writer = writer();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (var output = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      param.setCompressionQuality(QUALITY);
      // Smaller by a few per cent, and seen whole, if blurred, from its first tenth on.
      param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      writer.setOutput(output);
      writer.write(null, new IIOImage(image, null, null), param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  private static ImageWriter writer() {
    Iterator<ImageWriter> writers = ImageIO.getImageWritersByFormatName("jpeg");
    while (writers.hasNext()) {
      ImageWriter writer = writers.next();
      if (writer.getClass().getModule().equals(ImageIO.class.getModule())) {
        return writer;
      }
    }
    throw new IllegalStateException("the JDK has no writer for jpeg");
  }
}
