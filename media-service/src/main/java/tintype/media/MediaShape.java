package tintype.media;

import jakarta.inject.Inject;
import java.util.function.Function;
import tintype.media.v1.DownloadRequest.Scope;
import tintype.media.v1.Media;
import tintype.media.v1.Rendition;

/** A media as clients see it. */
final class MediaShape {
  private final SignedUrls urls;

  @Inject
  MediaShape(SignedUrls urls) {
    this.urls = urls;
  }

  /** With urls that are good without a token. */
  Media of(MediaRow row, Scope scope) {
    return of(row, rendition -> urls.signed(row.ref(), rendition, scope));
  }

  /** With urls that last, and ask anew each time who may see it. */
  static Media unsigned(MediaRow row) {
    return of(row, rendition -> SignedUrls.unsigned(row.ref(), rendition));
  }

  private static Media of(MediaRow row, Function<String, String> url) {
    return Media.newBuilder()
        .setId(row.ref().toString())
        .setKind(row.kind())
        .setState(row.state())
        .setWidth(row.width())
        .setHeight(row.height())
        .setBlurhash(row.blurhash())
        .setAltText(row.altText())
        .addAllRenditions(row.renditions().stream().map(one -> rendition(one, url)).toList())
        .build();
  }

  private static Rendition rendition(MediaRow.Rendition rendition, Function<String, String> url) {
    return Rendition.newBuilder()
        .setName(rendition.name())
        .setUrl(url.apply(rendition.name()))
        .setWidth(rendition.width())
        .setHeight(rendition.height())
        .setContentType(rendition.jpeg().contentType())
        .setBytes(rendition.jpeg().bytes())
        .build();
  }
}
