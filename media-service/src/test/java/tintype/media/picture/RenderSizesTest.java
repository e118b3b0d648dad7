package tintype.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.media.picture.SmallPictures.jpeg;
import static tintype.media.picture.SmallPictures.png;
import static tintype.media.picture.SmallPictures.quarters;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tintype.media.picture.PictureProcessor.Wanted;

class RenderSizesTest extends PictureFixture {

  @Test
  void aNarrowPictureIsNotEnlarged() throws Exception {
    RenderedPicture rendered = processor.render(file(jpeg(quarters())), 1080, target());

    assertThat(rendered.width()).isEqualTo(64);
    assertThat(rendered.height()).isEqualTo(48);
  }

  @Test
  void severalWidthsAreOnePicture() throws Exception {
    var large = new ByteArrayOutputStream();
    var small = new ByteArrayOutputStream();
    Path source = file(jpeg(quarters(800, 600, four())));

    RenderedPictures rendered =
        processor.renderAll(source, List.of(new Wanted(400, large), new Wanted(40, small)));

    assertThat(rendered.renditions()).extracting(RenderedPicture::width).containsExactly(400, 40);
    assertThat(rendered.renditions()).extracting(RenderedPicture::height).containsExactly(300, 30);
    assertThat(rendered.renditions().get(1).bytes()).isEqualTo(small.size());
    assertThat(rendered.blurhash()).matches("L.{27}");
    assertQuarters(ImageIO.read(new ByteArrayInputStream(large.toByteArray())));
    assertQuarters(ImageIO.read(new ByteArrayInputStream(small.toByteArray())));
  }

  @Test
  void widthsThatGrowAreRefused() throws Exception {
    Path source = file(jpeg(quarters()));
    var out = new ByteArrayOutputStream();

    assertThatThrownBy(
            () -> processor.renderAll(source, List.of(new Wanted(40, out), new Wanted(41, out))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("widest first");
  }

  @Test
  void aPictureHasTheWidthsThatItIsWideEnoughFor() throws Exception {
    assertThat(widths(1081)).containsExactly(1080, 640, 320);
    assertThat(widths(1080)).containsExactly(1080, 640, 320);
    assertThat(widths(641)).containsExactly(1080, 640, 320);
    assertThat(widths(640)).containsExactly(1080, 320);
    assertThat(widths(320)).containsExactly(1080);
    assertThat(widths(1)).containsExactly(1080);
  }

  private List<Integer> widths(int width) throws Exception {
    var info = processor.inspect(file(png(quarters(width, 10, four()))));
    return PictureProcessor.distinct(List.of(1080, 640, 320), info);
  }

  @Test
  void thePixelsOfAnAreaAreAveraged() throws Exception {
    BufferedImage board = new BufferedImage(300, 300, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 300 * 300; i++) {
      board.setRGB(i % 300, i / 300, (i % 300 + i / 300) % 2 == 0 ? 0xffffff : 0);
    }

    processor.render(file(png(board)), 150, target());

    BufferedImage grey = ImageIO.read(target().toFile());
    assertColour(grey, 75, 75, new Color(128, 128, 128));
    assertColour(grey, 0, 149, new Color(128, 128, 128));
  }

  @Test
  void oddSizesCoverTheWholePicture() throws Exception {
    for (int width : new int[] {1, 2, 3, 7, 63, 100, 101}) {
      Path source = file(png(quarters(101, 67, four())));

      RenderedPicture rendered = processor.render(source, width, target());

      assertThat(rendered.width()).isEqualTo(width);
      assertThat(rendered.height()).isEqualTo(Math.max(1, Math.round(67f * width / 101)));
    }
    assertQuarters(ImageIO.read(target().toFile()));
  }

  @Test
  void stripsAreMadeToFitAJpeg() throws Exception {
    BufferedImage strip = new BufferedImage(1, 100_000, BufferedImage.TYPE_BYTE_GRAY);

    RenderedPicture rendered = processor.render(file(png(strip)), 1080, target());

    assertThat(rendered.width()).isEqualTo(1);
    assertThat(rendered.height()).isEqualTo(65_500);
  }

  @Test
  void aPictureThatDoesNotFitIsDecodedThinner() throws Exception {
    var tight = new PictureProcessor(new PictureLimits(50_000_000, 1_000_000));

    RenderedPicture rendered = tight.render(file(jpeg(quarters(1601, 1201, four()))), 90, target());

    assertThat(rendered.width()).isEqualTo(90);
    assertThat(rendered.height()).isEqualTo(68);
    assertQuarters(ImageIO.read(target().toFile()));
  }

  @Test
  void noWidthIsRefused() {
    assertThatThrownBy(() -> new Wanted(0, new ByteArrayOutputStream()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxWidth: 0 (expected: > 0)");
  }

  @Test
  void manyThreadsShareLittleMemory() throws Exception {
    var tight = new PictureProcessor(new PictureLimits(50_000_000, 1_000_000));
    Path source = file(jpeg(quarters(1200, 900, four())));
    List<Callable<RenderedPicture>> tasks = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      Path target = folder.resolve("out" + i);
      tasks.add(() -> tight.render(source, 300, target));
    }

    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<RenderedPicture> rendered : threads.invokeAll(tasks)) {
        assertThat(rendered.get().width()).isEqualTo(300);
      }
    }
    assertThat(Files.mismatch(folder.resolve("out0"), folder.resolve("out15"))).isEqualTo(-1);
  }

  private static Color[] four() {
    return new Color[] {
      SmallPictures.RED, SmallPictures.GREEN, SmallPictures.BLUE, SmallPictures.WHITISH
    };
  }
}
