package tintype.media;

import tintype.media.v1.Media;
import tintype.media.v1.Rendition;

/** A media as clients see it. */
final class MediaShape {
  private MediaShape() {}

  static Media of(MediaRow row) {
    MediaRow.Rendition rendition = row.rendition();
    return Media.newBuilder()
        .setId(row.ref().toString())
        .setKind(row.kind())
        .setState(row.state())
        .setWidth(row.width())
        .setHeight(row.height())
        .setAltText(row.altText())
        .addRenditions(
            Rendition.newBuilder()
                .setName(rendition.name())
                .setUrl("/v1/media/" + row.ref() + "/renditions/" + rendition.name())
                .setWidth(rendition.width())
                .setHeight(rendition.height())
                .setContentType(rendition.contentType())
                .setBytes(rendition.bytes()))
        .build();
  }
}
