package tintype.media.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tintype.media.picture.PictureProcessor.Wanted;

/**
 * What renditions cost: renders all photographs of a folder in three widths, as JPEG alone and with
 * WebP, and prints the mean time and size of a photograph. Argument: the folder.
 */
final class RenditionCost {
  private static final List<Integer> WIDTHS = List.of(1080, 640, 320);
  private static final int ROUNDS = 4;

  private long nanos;
  private long jpegBytes;
  private long webpBytes;
  private int photos;

  private RenditionCost() {}

  public static void main(String[] arguments) throws IOException {
    PictureProcessor processor = new PictureProcessor(PictureLimits.DEFAULT);
    List<Path> photos;
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      photos = files.sorted().toList();
    }
    for (int round = 1; round <= ROUNDS; round++) {
      RenditionCost jpeg = new RenditionCost();
      RenditionCost both = new RenditionCost();
      for (Path photo : photos) {
        jpeg.add(processor, photo, false);
        both.add(processor, photo, true);
      }
      System.out.printf(
          "round %d, %d photographs: JPEG %.0f ms, %.0f KB; with WebP %.0f ms, of %.0f KB%n",
          round, jpeg.photos, jpeg.millis(), jpeg.kb(), both.millis(), both.webpKb());
    }
  }

  private void add(PictureProcessor processor, Path photo, boolean webp) throws IOException {
    List<Wanted> wanted = new ArrayList<>();
    for (int width : WIDTHS) {
      var target = webp ? new ByteArrayOutputStream() : null;
      wanted.add(new Wanted(width, new ByteArrayOutputStream(), target));
    }
    long start = System.nanoTime();
    try {
      for (RenderedPicture made : processor.renderAll(photo, wanted).renditions()) {
        jpegBytes += made.bytes();
        webpBytes += made.webpBytes();
      }
      nanos += System.nanoTime() - start;
      photos++;
    } catch (PictureRefusedException e) {
      System.out.println(photo + " is refused: " + e.getMessage());
    }
  }

  private double millis() {
    return nanos / 1e6 / photos;
  }

  private double kb() {
    return jpegBytes / 1e3 / photos;
  }

  private double webpKb() {
    return webpBytes / 1e3 / photos;
  }
}
