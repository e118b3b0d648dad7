package tintype.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.picture.SmallPictures.BLUE;
import static tintype.media.picture.SmallPictures.GREEN;
import static tintype.media.picture.SmallPictures.RED;
import static tintype.media.picture.SmallPictures.as;
import static tintype.media.picture.SmallPictures.chunk;
import static tintype.media.picture.SmallPictures.deflate;
import static tintype.media.picture.SmallPictures.jpeg;
import static tintype.media.picture.SmallPictures.png;
import static tintype.media.picture.SmallPictures.quarters;
import static tintype.media.picture.SmallPictures.segment;
import static tintype.media.picture.SmallPictures.webp;
import static tintype.media.picture.SmallPictures.withSegments;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureKindsTest extends PictureFixture {

  @Test
  void whatItIsComesFromTheBytes() throws Exception {
    assertThat(processor.inspect(file(jpeg(quarters()))))
        .isEqualTo(new PictureInfo(PictureType.JPEG, 64, 48, 1, false));
    assertThat(processor.inspect(file(png(quarters()))))
        .isEqualTo(new PictureInfo(PictureType.PNG, 64, 48, 1, false));
    assertThat(processor.inspect(file(webp("turned.webp"))))
        .isEqualTo(new PictureInfo(PictureType.WEBP, 64, 48, 6, true));
  }

  @Test
  void jpegAndPngKeepTheirColours() throws Exception {
    assertQuarters(render(jpeg(quarters())));
    assertQuarters(render(png(quarters())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"lossy.webp", "lossless.webp", "animated.webp"})
  void webpKeepsItsColours(String name) throws Exception {
    assertQuarters(render(webp(name)));
  }

  @Test
  void transparencyIsLaidOnWhite() throws Exception {
    BufferedImage translucent = as(BufferedImage.TYPE_INT_ARGB, quarters());
    for (int y = 0; y < 48; y++) {
      for (int x = 32; x < 64; x++) {
        translucent.setRGB(x, y, 0x00ff00ff);
      }
    }
    translucent.setRGB(0, 0, 0x80dc1e1e);

    assertQuarters(render(png(translucent)), RED, Color.WHITE, BLUE, Color.WHITE);
    assertQuarters(render(webp("transparent.webp")), RED, Color.WHITE, BLUE, Color.WHITE);
  }

  @Test
  void greyKeepsItsLightness() throws Exception {
    BufferedImage grey = new BufferedImage(32, 32, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < 32 * 32; i++) {
      grey.getRaster().setSample(i % 32, i / 32, 0, 100);
    }

    assertColour(render(jpeg(grey)), 16, 16, new Color(100, 100, 100));
    assertColour(render(png(grey)), 16, 16, new Color(100, 100, 100));
  }

  @Test
  void palettesAndSingleBitsAreLookedUp() throws Exception {
    BufferedImage black = quarters(64, 48, Color.BLACK, Color.WHITE, Color.WHITE, Color.BLACK);

    assertQuarters(
        render(png(as(BufferedImage.TYPE_BYTE_BINARY, black))),
        Color.BLACK,
        Color.WHITE,
        Color.WHITE,
        Color.BLACK);
    BufferedImage primary = quarters(64, 48, Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);
    assertQuarters(
        render(png(as(BufferedImage.TYPE_BYTE_INDEXED, primary))),
        Color.RED,
        Color.GREEN,
        Color.BLUE,
        Color.WHITE);
  }

  @Test
  void sixteenBitsBecomeEight() throws Exception {
    assertQuarters(render(png16()));
  }

  private static byte[] png16() {
    ByteBuffer rows = ByteBuffer.allocate(48 * (1 + 64 * 6));
    BufferedImage image = quarters();
    for (int y = 0; y < 48; y++) {
      rows.put((byte) 0);
      for (int x = 0; x < 64; x++) {
        Color colour = new Color(image.getRGB(x, y));
        rows.putShort((short) (colour.getRed() * 257));
        rows.putShort((short) (colour.getGreen() * 257));
        rows.putShort((short) (colour.getBlue() * 257));
      }
    }
    byte[] header = {0, 0, 0, 64, 0, 0, 0, 48, 16, 2, 0, 0, 0};
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
    bytes.writeBytes(chunk("IHDR", header));
    bytes.writeBytes(chunk("IDAT", deflate(rows.array())));
    bytes.writeBytes(chunk("IEND", new byte[0]));
    return bytes.toByteArray();
  }

  @Test
  void inksBecomeLight() throws Exception {
    byte[] plain = cmykJpeg(0, 255, 255, 0);
    byte[] adobe =
        withSegments(
            cmykJpeg(255, 0, 0, 255), segment(0xee, "Adobe", new byte[] {0, 100, 0, 0, 0, 0, 0}));

    assertColour(render(plain), 8, 8, Color.RED);
    assertColour(render(adobe), 8, 8, Color.RED);
  }

  @Test
  void inksWrittenAsYcckBecomeLight() throws Exception {
    // The inverted inks of red are RGB's red: Y 76, Cb 85, Cr 255; no black is 255.
    byte[] adobe =
        withSegments(
            cmykJpeg(76, 85, 255, 255), segment(0xee, "Adobe", new byte[] {0, 100, 0, 0, 0, 0, 2}));

    assertColour(render(adobe), 8, 8, Color.RED);
  }

  /** Four components of one value each, written as they are. */
  private static byte[] cmykJpeg(int... values) throws Exception {
    WritableRaster raster =
        Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 16, 16, values.length, null);
    for (int i = 0; i < 16 * 16; i++) {
      raster.setPixel(i % 16, i / 16, values);
    }
    return write(new IIOImage(raster, null, null), false);
  }

  @Test
  void progressiveJpegIsRead() throws Exception {
    assertQuarters(render(write(new IIOImage(quarters(), null, null), true)));
  }

  private static byte[] write(IIOImage image, boolean progressive) throws Exception {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var bytes = new ByteArrayOutputStream();
    try (var output = new MemoryCacheImageOutputStream(bytes)) {
      ImageWriteParam param = writer.getDefaultWriteParam();
      if (progressive) {
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.setOutput(output);
      writer.write(null, image, param);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }

  @Test
  void aJpegWithoutAnyHeaderOfItsColoursIsYcbcr() throws Exception {
    byte[] withJfif = jpeg(quarters());
    byte[] without = new byte[withJfif.length - 18];
    without[0] = withJfif[0];
    without[1] = withJfif[1];
    System.arraycopy(withJfif, 20, without, 2, without.length - 2);

    assertQuarters(render(without));
  }

  @Test
  void redGreenBlueHoldAtOtherSizesToo() throws Exception {
    byte[] large = jpeg(quarters(1600, 1200, RED, GREEN, BLUE, SmallPictures.WHITISH));

    RenderedPicture rendered = processor.render(file(large), 100, target());

    assertThat(rendered)
        .isEqualTo(new RenderedPicture(100, 75, target().toFile().length(), "image/jpeg", 0));
    assertQuarters(ImageIO.read(target().toFile()));
  }
}
