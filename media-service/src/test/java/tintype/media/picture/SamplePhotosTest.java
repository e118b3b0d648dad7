package tintype.media.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.drew.imaging.ImageMetadataReader;
import com.drew.metadata.Metadata;
import com.drew.metadata.exif.ExifIFD0Directory;
import com.drew.metadata.exif.GpsDirectory;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import tintype.media.picture.PictureProcessor.Wanted;
import tintype.media.picture.PictureRefusedException.Reason;

/**
 * Real photographs, from {@code shared/data/photos} beside the checkout or above it; skipped where
 * there are none.
 */
class SamplePhotosTest extends PictureFixture {

  /** The eight were each compressed on its own. */
  private static final double ALIKE = 2;

  /** Lossy in two ways, so small; one turned the wrong way is 30 off and more. */
  private static final double ALIKE_IN_TWO_FORMATS = 8;

  private static List<Path> photos(String kind) throws IOException {
    Path photos = find();
    assumeTrue(photos != null, "no shared/data/photos beside this checkout");
    try (Stream<Path> files = Files.list(photos.resolve(kind))) {
      return files.sorted().toList();
    }
  }

  private static Path find() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path photos = at.resolve("shared/data/photos");
      if (Files.isDirectory(photos)) {
        return photos;
      }
    }
    return null;
  }

  @Test
  void allEightOrientationsLookTheSame() throws Exception {
    List<BufferedImage> upright = new ArrayList<>();
    for (Path photo : photos("orientation")) {
      RenderedPicture rendered = processor.render(photo, 90, target());
      assertThat(rendered.width()).isEqualTo(90);
      assertThat(rendered.height()).isEqualTo(60);
      upright.add(ImageIO.read(target().toFile()));
    }
    assertThat(upright).hasSize(8);
    assertThat(upright)
        .allSatisfy(one -> assertThat(difference(one, upright.getFirst())).isLessThan(ALIKE));
  }

  @Test
  void allEightLookTheSameAsWebp() throws Exception {
    assumeTrue(WebpEncoder.load().isPresent(), "libwebp cannot be loaded on this machine");
    for (Path photo : photos("orientation")) {
      var jpeg = new ByteArrayOutputStream();
      var webp = new ByteArrayOutputStream();

      processor.renderAll(photo, List.of(new Wanted(90, jpeg, webp)));

      BufferedImage seen = render(webp.toByteArray());
      assertThat(seen.getHeight()).isEqualTo(60);
      assertThat(difference(seen, ImageIO.read(new ByteArrayInputStream(jpeg.toByteArray()))))
          .as("%s, of which the JPEGs look the same", photo)
          .isLessThan(ALIKE_IN_TWO_FORMATS);
    }
  }

  @Test
  void allEightHaveTheSameStandIn() throws Exception {
    List<String> blurhashes = new ArrayList<>();
    for (Path photo : photos("orientation")) {
      var widths = List.of(1080, 640, 320).stream();
      List<ByteArrayOutputStream> targets = new ArrayList<>();
      List<Wanted> wanted =
          widths
              .map(
                  width -> {
                    targets.add(new ByteArrayOutputStream());
                    return new Wanted(width, targets.getLast());
                  })
              .toList();

      RenderedPictures rendered = processor.renderAll(photo, wanted);

      assertThat(rendered.renditions())
          .extracting(RenderedPicture::width)
          .containsExactly(1080, 640, 320);
      assertThat(rendered.renditions())
          .extracting(RenderedPicture::height)
          .containsExactly(720, 427, 213);
      for (ByteArrayOutputStream target : targets) {
        Files.write(target(), target.toByteArray());
        NoMetadataTest.assertNoMetadata(target());
      }
      blurhashes.add(rendered.blurhash());
    }
    // Compression was not the same, so neither is the last digit of a frequency; the colour is.
    assertThat(blurhashes).hasSize(8).allSatisfy(hash -> assertThat(hash).matches("L.{27}"));
    assertThat(blurhashes.stream().map(hash -> hash.substring(2, 5)).distinct()).hasSize(1);
  }

  /** Returns the mean difference of two pictures' samples, of 255. */
  private static double difference(BufferedImage one, BufferedImage other) {
    int[] samples = one.getRaster().getPixels(0, 0, 90, 60, (int[]) null);
    int[] others = other.getRaster().getPixels(0, 0, 90, 60, (int[]) null);
    long sum = 0;
    for (int i = 0; i < samples.length; i++) {
      sum += Math.abs(samples[i] - others[i]);
    }
    return (double) sum / samples.length;
  }

  @Test
  void coordinatesAreGone() throws Exception {
    for (Path photo : photos("gps")) {
      Metadata before = ImageMetadataReader.readMetadata(photo.toFile());
      assertThat(before.getFirstDirectoryOfType(GpsDirectory.class).getGeoLocation()).isNotNull();

      processor.render(photo, 1080, target());

      NoMetadataTest.assertNoMetadata(target());
    }
  }

  @Test
  void camerasGiveAPictureOrARefusal() throws Exception {
    List<String> refused = new ArrayList<>();
    for (Path photo : photos("camera")) {
      try {
        RenderedPicture rendered = processor.render(photo, 320, target());
        assertThat(rendered.width()).isLessThanOrEqualTo(320);
        NoMetadataTest.assertNoMetadata(target());
        assertSameOrientation(photo);
      } catch (PictureRefusedException e) {
        assertThat(e.reason()).isEqualTo(Reason.DAMAGED);
        refused.add(photo.getFileName().toString());
      }
    }
    assertThat(refused).containsExactly("corrupted.jpg");
  }

  private void assertSameOrientation(Path photo) throws Exception {
    var exif =
        ImageMetadataReader.readMetadata(photo.toFile())
            .getFirstDirectoryOfType(ExifIFD0Directory.class);
    Integer expected = exif == null ? null : exif.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
    boolean known = expected != null && expected >= 1 && expected <= 8;
    assertThat(processor.inspect(photo).orientation()).isEqualTo(known ? expected : 1);
  }

  @Test
  void brokenExifIsNoBrokenPicture() throws Exception {
    for (Path photo : photos("invalid")) {
      RenderedPicture rendered = processor.render(photo, 320, target());

      assertThat(rendered.bytes()).isPositive();
      NoMetadataTest.assertNoMetadata(target());
    }
  }

  @Test
  void heicIsToldWhatIsTaken() throws Exception {
    for (Path photo : photos("heic")) {
      assertThat(refusal(photo).reason()).isEqualTo(Reason.TYPE_NOT_TAKEN);
      assertThat(refusal(photo)).hasMessageStartingWith("image/heic is not taken (accepted: ");
    }
  }
}
