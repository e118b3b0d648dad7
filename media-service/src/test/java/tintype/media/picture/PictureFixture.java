package tintype.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.io.TempDir;
import tintype.media.picture.PictureRefusedException.Reason;

/** A processor and a folder, for tests that render. */
abstract class PictureFixture {

  /** What JPEG may change of a flat colour, of 255. */
  static final int TOLERANCE = 12;

  final PictureProcessor processor = new PictureProcessor(PictureLimits.DEFAULT);

  @TempDir Path folder;

  Path file(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("source"), bytes);
  }

  Path target() {
    return folder.resolve("target.jpg");
  }

  /** Renders with room for every small picture and returns what a viewer would decode. */
  BufferedImage render(byte[] bytes) throws Exception {
    processor.render(file(bytes), 1080, target());
    return ImageIO.read(target().toFile());
  }

  PictureRefusedException refusal(byte[] bytes) throws IOException {
    return refusal(file(bytes));
  }

  PictureRefusedException refusal(Path file) {
    return catchThrowableOfType(
        PictureRefusedException.class, () -> processor.render(file, 1080, target()));
  }

  void assertRefused(byte[] bytes, Reason reason) throws IOException {
    assertThat(refusal(bytes)).isNotNull();
    assertThat(refusal(bytes).reason()).isEqualTo(reason);
  }

  static void assertQuarters(BufferedImage image, Color... four) {
    int right = image.getWidth() * 3 / 4;
    int bottom = image.getHeight() * 3 / 4;
    assertColour(image, right / 3, bottom / 3, four[0]);
    assertColour(image, right, bottom / 3, four[1]);
    assertColour(image, right / 3, bottom, four[2]);
    assertColour(image, right, bottom, four[3]);
  }

  static void assertQuarters(BufferedImage image) {
    assertQuarters(
        image, SmallPictures.RED, SmallPictures.GREEN, SmallPictures.BLUE, SmallPictures.WHITISH);
  }

  static void assertColour(BufferedImage image, int x, int y, Color expected) {
    Color found = new Color(image.getRGB(x, y));
    assertThat(distance(found, expected))
        .as("at %d, %d: %s, expected %s", x, y, found, expected)
        .isLessThanOrEqualTo(TOLERANCE);
  }

  private static int distance(Color one, Color other) {
    int red = Math.abs(one.getRed() - other.getRed());
    int green = Math.abs(one.getGreen() - other.getGreen());
    int blue = Math.abs(one.getBlue() - other.getBlue());
    return Math.max(red, Math.max(green, blue));
  }
}
