package tintype.media;

import tintype.media.v1.Media;
import tintype.media.v1.Rendition;

/** A media as clients see it. */
final class MediaShape {
  private MediaShape() {}

  static Media of(MediaRow row) {
    return Media.newBuilder()
        .setId(row.ref().toString())
        .setKind(row.kind())
        .setState(row.state())
        .setWidth(row.width())
        .setHeight(row.height())
        .setBlurhash(row.blurhash())
        .setAltText(row.altText())
        .addAllRenditions(row.renditions().stream().map(one -> rendition(row, one)).toList())
        .build();
  }

  private static Rendition rendition(MediaRow row, MediaRow.Rendition rendition) {
    return Rendition.newBuilder()
        .setName(rendition.name())
        .setUrl("/v1/media/" + row.ref() + "/renditions/" + rendition.name())
        .setWidth(rendition.width())
        .setHeight(rendition.height())
        .setContentType(rendition.contentType())
        .setBytes(rendition.bytes())
        .build();
  }
}
