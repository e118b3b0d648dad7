package tintype.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static tintype.media.picture.SmallPictures.exifSegment;
import static tintype.media.picture.SmallPictures.iccSegment;
import static tintype.media.picture.SmallPictures.jpeg;
import static tintype.media.picture.SmallPictures.png;
import static tintype.media.picture.SmallPictures.quarters;
import static tintype.media.picture.SmallPictures.withSegments;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.media.picture.PictureProcessor.Wanted;

/** What is made as WebP is read back by another decoder than libwebp: the one for uploads. */
class WebpRenditionTest extends PictureFixture {
  private final ByteArrayOutputStream plain = new ByteArrayOutputStream();
  private final ByteArrayOutputStream webp = new ByteArrayOutputStream();

  private record Chunk(String name, byte[] data) {}

  @BeforeEach
  void needTheEncoder() {
    assumeTrue(WebpEncoder.load().isPresent(), "libwebp cannot be loaded on this machine");
  }

  @Test
  void itIsTheSamePictureInFewerBytes() throws Exception {
    RenderedPicture made = renderBoth(jpeg(quarters(400, 300, four())), 200);

    assertThat(made.webpBytes()).isEqualTo(webp.size()).isLessThan(made.bytes());
    assertThat(made.bytes()).isEqualTo(plain.size());
    assertThat(chunks()).extracting(Chunk::name).containsExactly("VP8 ");
    BufferedImage seen = seen();
    assertThat(seen.getWidth()).isEqualTo(200);
    assertThat(seen.getHeight()).isEqualTo(150);
    assertQuarters(seen);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyOrientationComesOutUpright(int orientation) throws Exception {
    renderBoth(withSegments(jpeg(quarters(640, 480, four())), exifSegment(orientation)), 200);

    BufferedImage seen = seen();
    BufferedImage asJpeg = ImageIO.read(new ByteArrayInputStream(plain.toByteArray()));
    assertThat(chunks()).extracting(Chunk::name).containsExactly("VP8 ");
    assertThat(seen.getWidth()).isEqualTo(200);
    assertThat(seen.getHeight()).isEqualTo(asJpeg.getHeight());
    int bottom = seen.getHeight() * 3 / 4;
    for (int x : new int[] {50, 150}) {
      for (int y : new int[] {bottom / 3, bottom}) {
        assertColour(seen, x, y, new Color(asJpeg.getRGB(x, y)));
      }
    }
  }

  @Test
  void itKeepsTheProfileAndItsColours() throws Exception {
    byte[] linear = ICC_Profile.getInstance(ColorSpace.CS_LINEAR_RGB).getData();
    renderBoth(withSegments(jpeg(quarters()), iccSegment(linear)), 64);

    List<Chunk> chunks = chunks();
    assertThat(chunks).extracting(Chunk::name).containsExactly("VP8X", "ICCP", "VP8 ");
    assertThat(chunks.get(0).data()).containsExactly(0x20, 0, 0, 0, 63, 0, 0, 47, 0, 0);
    assertThat(chunks.get(1).data()).isEqualTo(linear);
    ColorSpace space = ColorSpace.getInstance(ColorSpace.CS_LINEAR_RGB);
    Color[] expected =
        Arrays.stream(four())
            .map(numbers -> new Color(space, numbers.getRGBColorComponents(null), 1))
            .toArray(Color[]::new);
    assertQuarters(seen(), expected);
  }

  @Test
  void aProfileOfAnOddLengthIsPadded() throws Exception {
    byte[] odd = new byte[131];
    byte[] file = encoder().encode(new Colours(new Pixels(2, 2, 3, new byte[12]), odd));
    webp.writeBytes(file);

    assertThat(chunks()).extracting(Chunk::name).containsExactly("VP8X", "ICCP", "VP8 ");
    assertThat(chunks().get(1).data()).isEqualTo(odd);
  }

  @Test
  void whatShowsThroughIsOnWhite() throws Exception {
    BufferedImage clear = new BufferedImage(64, 48, BufferedImage.TYPE_INT_ARGB);
    renderBoth(png(clear), 64);

    assertColour(seen(), 30, 20, Color.WHITE);
  }

  @Test
  void aSideThatTheFormatHasNoRoomForStaysJpeg() throws Exception {
    int tall = WebpEncoder.MAX_SIDE + 1;
    BufferedImage strip = new BufferedImage(8, tall, BufferedImage.TYPE_INT_RGB);

    RenderedPicture made = renderBoth(png(strip), 8);

    assertThat(made.height()).isEqualTo(tall);
    assertThat(made.webpBytes()).isZero();
    assertThat(webp.size()).isZero();
  }

  @Test
  void withoutTheNativePartThereIsJpegAlone() throws Exception {
    Optional<WebpEncoder> absent =
        WebpEncoder.load(
            () -> {
              throw new UnsatisfiedLinkError("no webp-imageio in java.library.path");
            });
    PictureProcessor without = new PictureProcessor(PictureLimits.DEFAULT, absent);
    var wanted = List.of(new Wanted(64, plain, webp));

    RenderedPicture made =
        without.renderAll(file(jpeg(quarters())), wanted).renditions().getFirst();

    assertThat(absent).isEmpty();
    assertThat(made.bytes()).isEqualTo(plain.size()).isPositive();
    assertThat(made.webpBytes()).isZero();
    assertThat(webp.size()).isZero();
  }

  private RenderedPicture renderBoth(byte[] source, int width) throws Exception {
    var wanted = List.of(new Wanted(width, plain, webp));
    return processor.renderAll(file(source), wanted).renditions().getFirst();
  }

  /** As a viewer sees it that heeds profiles. */
  private BufferedImage seen() throws Exception {
    return render(webp.toByteArray());
  }

  private List<Chunk> chunks() {
    ByteBuffer file = ByteBuffer.wrap(webp.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(name(file)).isEqualTo("RIFF");
    assertThat(file.getInt()).isEqualTo(file.remaining());
    assertThat(name(file)).isEqualTo("WEBP");
    List<Chunk> chunks = new ArrayList<>();
    while (file.hasRemaining()) {
      String name = name(file);
      byte[] data = new byte[file.getInt()];
      file.get(data);
      chunks.add(new Chunk(name, data));
      file.position(file.position() + (data.length & 1));
    }
    return chunks;
  }

  private static String name(ByteBuffer file) {
    byte[] name = new byte[4];
    file.get(name);
    return new String(name, StandardCharsets.US_ASCII);
  }

  private static WebpEncoder encoder() {
    return WebpEncoder.load().orElseThrow();
  }

  private static Color[] four() {
    return new Color[] {
      SmallPictures.RED, SmallPictures.GREEN, SmallPictures.BLUE, SmallPictures.WHITISH
    };
  }
}
