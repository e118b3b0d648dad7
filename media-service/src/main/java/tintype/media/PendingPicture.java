package tintype.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tintype.media.blob.PendingBlob;
import tintype.media.picture.PictureInfo;
import tintype.media.picture.RenderedPicture;
import tintype.media.picture.RenderedPictures;

/** A rendered picture whose renditions are not kept yet; closing drops those that never were. */
final class PendingPicture implements AutoCloseable {
  /** The bytes of one rendition, and its name within the media. */
  record Part(String name, PendingBlob blob) {}

  private final PictureInfo original;
  private final List<Part> parts;
  private final RenderedPictures rendered;

  /**
   * @param parts in the order of what was rendered
   */
  PendingPicture(PictureInfo original, List<Part> parts, RenderedPictures rendered) {
    this.original = original;
    this.parts = List.copyOf(parts);
    this.rendered = rendered;
  }

  /** What was found in the original. */
  PictureInfo original() {
    return original;
  }

  /** The bytes, widest first. */
  List<Part> parts() {
    return parts;
  }

  String blurhash() {
    return rendered.blurhash();
  }

  /** The facts for the row, widest first. */
  List<MediaRow.Rendition> renditions() {
    List<MediaRow.Rendition> renditions = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Part part = parts.get(i);
      RenderedPicture made = rendered.renditions().get(i);
      renditions.add(
          new MediaRow.Rendition(
              part.name(),
              made.width(),
              made.height(),
              made.contentType(),
              made.bytes(),
              part.blob().sha256()));
    }
    return renditions;
  }

  @Override
  public void close() throws IOException {
    close(parts);
  }

  static void close(List<Part> parts) throws IOException {
    for (Part part : parts) {
      part.blob().close();
    }
  }
}
