package tintype.media.picture;

import java.util.Arrays;
import java.util.List;

/** The kinds of picture that are taken in. What goes out is always {@link #JPEG}. */
public enum PictureType {
  JPEG("image/jpeg"),
  PNG("image/png"),
  WEBP("image/webp");

  private final String contentType;

  PictureType(String contentType) {
    this.contentType = contentType;
  }

  /** Returns the media type, such as {@code image/jpeg}. */
  public String contentType() {
    return contentType;
  }

  /** Returns the media types of all kinds that are taken, to be shown to those who are refused. */
  public static List<String> acceptedContentTypes() {
    return Arrays.stream(values()).map(PictureType::contentType).toList();
  }
}
