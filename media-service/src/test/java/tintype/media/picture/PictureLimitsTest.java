package tintype.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.media.picture.SmallPictures.png;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.media.picture.PictureRefusedException.Reason;

class PictureLimitsTest {
  @TempDir Path folder;

  private Path picture(int width, int height) throws Exception {
    byte[] bytes = png(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB));
    return Files.write(folder.resolve(width + "x" + height), bytes);
  }

  @Test
  void theMostPixelsAreTakenAndOneRowMoreIsNot() throws Exception {
    var processor = new PictureProcessor(new PictureLimits(10_000, 10_000_000));
    Path target = folder.resolve("target.jpg");

    assertThat(processor.render(picture(100, 100), 1080, target).width()).isEqualTo(100);
    Path over = picture(100, 101);
    assertThatThrownBy(() -> processor.render(over, 1080, target))
        .isInstanceOfSatisfying(
            PictureRefusedException.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(Reason.TOO_MANY_PIXELS);
              assertThat(refused.limit()).isEqualTo(10_000);
            });
  }

  /** One of these alone wants more than all may take, so they go one by one, and none is lost. */
  @Test
  void picturesBeyondTheMemoryWaitForTheirTurn() throws Exception {
    var processor = new PictureProcessor(new PictureLimits(50_000_000, 1_000_000));
    Path source = picture(600, 400);
    List<Future<Integer>> widths = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 16; i++) {
        Path target = folder.resolve("target" + i);
        widths.add(threads.submit(() -> processor.render(source, 1080, target).width()));
      }
    }
    for (Future<Integer> width : widths) {
      assertThat(width.get()).isEqualTo(600);
    }
  }
}
