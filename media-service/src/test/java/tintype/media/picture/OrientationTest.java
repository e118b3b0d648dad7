package tintype.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.picture.SmallPictures.BLUE;
import static tintype.media.picture.SmallPictures.GREEN;
import static tintype.media.picture.SmallPictures.RED;
import static tintype.media.picture.SmallPictures.WHITISH;
import static tintype.media.picture.SmallPictures.chunk;
import static tintype.media.picture.SmallPictures.exifSegment;
import static tintype.media.picture.SmallPictures.jpeg;
import static tintype.media.picture.SmallPictures.png;
import static tintype.media.picture.SmallPictures.quarters;
import static tintype.media.picture.SmallPictures.tiff;
import static tintype.media.picture.SmallPictures.webp;
import static tintype.media.picture.SmallPictures.withChunks;
import static tintype.media.picture.SmallPictures.withSegments;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.media.picture.PictureProcessor.Wanted;

class OrientationTest extends PictureFixture {

  /** The two sides are EXIF's definition: where the first stored row and column are to be seen. */
  @ParameterizedTest
  @CsvSource({
    "1, top, left", "2, top, right", "3, bottom, right", "4, bottom, left",
    "5, left, top", "6, right, top", "7, right, bottom", "8, left, bottom"
  })
  void everyOrientationComesOutUpright(int orientation, String firstRow, String firstColumn)
      throws Exception {
    boolean swapped = orientation >= 5;
    BufferedImage stored =
        quarters(
            swapped ? 48 : 64,
            swapped ? 64 : 48,
            seenAt(firstRow, firstColumn),
            seenAt(firstRow, opposite(firstColumn)),
            seenAt(opposite(firstRow), firstColumn),
            seenAt(opposite(firstRow), opposite(firstColumn)));
    byte[] bytes = withSegments(jpeg(stored), exifSegment(orientation));

    PictureInfo info = processor.inspect(file(bytes));
    BufferedImage upright = render(bytes);

    assertThat(info.orientation()).isEqualTo(orientation);
    assertThat(info.uprightWidth()).isEqualTo(64);
    assertThat(upright.getWidth()).isEqualTo(64);
    assertThat(upright.getHeight()).isEqualTo(48);
    assertQuarters(upright);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void narrowerOnesAreUprightToo(int orientation) throws Exception {
    BufferedImage stored = quarters(640, 480, RED, GREEN, BLUE, WHITISH);
    byte[] bytes = withSegments(jpeg(stored), exifSegment(orientation));
    var wide = new ByteArrayOutputStream();
    var narrow = new ByteArrayOutputStream();

    processor.renderAll(file(bytes), List.of(new Wanted(400, wide), new Wanted(200, narrow)));

    BufferedImage one = ImageIO.read(new ByteArrayInputStream(wide.toByteArray()));
    BufferedImage other = ImageIO.read(new ByteArrayInputStream(narrow.toByteArray()));
    assertThat(other.getWidth()).isEqualTo(200);
    assertThat(other.getHeight()).isEqualTo(orientation < 5 ? 150 : 267);
    int right = 150;
    int bottom = other.getHeight() * 3 / 4;
    for (int x : new int[] {right / 3, right}) {
      for (int y : new int[] {bottom / 3, bottom}) {
        assertColour(other, x, y, new Color(one.getRGB(2 * x, 2 * y)));
      }
    }
  }

  private static Color seenAt(String side, String otherSide) {
    boolean top = side.equals("top") || otherSide.equals("top");
    boolean left = side.equals("left") || otherSide.equals("left");
    return top ? (left ? RED : GREEN) : (left ? BLUE : WHITISH);
  }

  private static String opposite(String side) {
    return switch (side) {
      case "top" -> "bottom";
      case "bottom" -> "top";
      case "left" -> "right";
      default -> "left";
    };
  }

  @Test
  void theWidthAskedForIsTheUprightOne() throws Exception {
    byte[] bytes = withSegments(jpeg(quarters()), exifSegment(6));

    RenderedPicture rendered = processor.render(file(bytes), 24, target());

    assertThat(rendered.width()).isEqualTo(24);
    assertThat(rendered.height()).isEqualTo(32);
  }

  @Test
  void pngAndWebpAreTurnedToo() throws Exception {
    BufferedImage fromPng = render(withChunks(png(quarters()), chunk("eXIf", tiff(6))));
    BufferedImage fromWebp = render(webp("turned.webp"));

    assertQuarters(fromPng, BLUE, RED, WHITISH, GREEN);
    assertQuarters(fromWebp, BLUE, RED, WHITISH, GREEN);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 9, 255, 65535})
  void anOrientationThatExifDoesNotKnowIsUpright(int orientation) throws Exception {
    byte[] bytes = withSegments(jpeg(quarters()), exifSegment(orientation));

    assertThat(processor.inspect(file(bytes)).orientation()).isEqualTo(1);
    assertQuarters(render(bytes));
  }

  @Test
  void littleEndianIsRead() {
    ByteBuffer tiff = ByteBuffer.allocate(26).order(ByteOrder.LITTLE_ENDIAN);
    tiff.putShort((short) 0x4949).putShort((short) 42).putInt(8).putShort((short) 1);
    tiff.putShort((short) 0x0112).putShort((short) 3).putInt(1).putInt(8);

    assertThat(ExifOrientation.of(tiff.array())).isEqualTo(8);
  }

  @Test
  void blocksThatEndEarlyAreUpright() {
    byte[] whole = tiff(6);
    for (int length = 0; length < 34; length++) {
      assertThat(ExifOrientation.of(Arrays.copyOf(whole, length))).isEqualTo(1);
    }
    assertThat(ExifOrientation.of(Arrays.copyOf(whole, 34))).isEqualTo(6);
  }
}
