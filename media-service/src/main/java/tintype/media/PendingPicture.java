package tintype.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tintype.media.MediaRow.Encoding;
import tintype.media.blob.PendingBlob;
import tintype.media.picture.PictureInfo;
import tintype.media.picture.RenderedPicture;
import tintype.media.picture.RenderedPictures;

/** A rendered picture whose renditions are not kept yet; closing drops those that never were. */
final class PendingPicture implements AutoCloseable {
  /** Bytes, and their name within the media. */
  record Part(String name, PendingBlob blob) {}

  /** The bytes of one width; those of {@code webp} are empty where there is none. */
  record Width(String name, PendingBlob jpeg, PendingBlob webp) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (jpeg) {
        webp.close();
      }
    }
  }

  private final PictureInfo original;
  private final List<Width> widths;
  private final RenderedPictures rendered;

  /**
   * @param widths in the order of what was rendered
   */
  PendingPicture(PictureInfo original, List<Width> widths, RenderedPictures rendered) {
    this.original = original;
    this.widths = List.copyOf(widths);
    this.rendered = rendered;
  }

  /** What was found in the original. */
  PictureInfo original() {
    return original;
  }

  /** The bytes that are to be kept. */
  List<Part> parts() {
    List<Part> parts = new ArrayList<>();
    List<MediaRow.Rendition> renditions = renditions();
    for (int i = 0; i < widths.size(); i++) {
      Width width = widths.get(i);
      parts.add(new Part(renditions.get(i).jpeg().part(), width.jpeg()));
      renditions.get(i).webp().ifPresent(webp -> parts.add(new Part(webp.part(), width.webp())));
    }
    return parts;
  }

  String blurhash() {
    return rendered.blurhash();
  }

  /** The facts for the row, widest first. */
  List<MediaRow.Rendition> renditions() {
    List<MediaRow.Rendition> renditions = new ArrayList<>();
    for (int i = 0; i < widths.size(); i++) {
      renditions.add(rendition(widths.get(i), rendered.renditions().get(i)));
    }
    return renditions;
  }

  private static MediaRow.Rendition rendition(Width width, RenderedPicture made) {
    String name = width.name();
    Encoding jpeg = new Encoding(name, made.contentType(), made.bytes(), width.jpeg().sha256());
    Optional<Encoding> webp =
        made.webpBytes() > 0
            ? Optional.of(Encoding.webp(name, made.webpBytes(), width.webp().sha256()))
            : Optional.empty();
    return new MediaRow.Rendition(name, made.width(), made.height(), jpeg, webp);
  }

  @Override
  public void close() throws IOException {
    close(widths);
  }

  static void close(List<Width> widths) throws IOException {
    IOException first = null;
    for (Width width : widths) {
      try {
        width.close();
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
