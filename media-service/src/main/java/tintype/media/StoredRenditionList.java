package tintype.media;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import java.util.Optional;
import tintype.media.MediaRow.Encoding;
import tintype.media.MediaRow.Rendition;
import tintype.media.v1.StoredRenditions;

/** Between column media.renditions and {@link Rendition}s. */
final class StoredRenditionList {
  private StoredRenditionList() {}

  static byte[] write(List<Rendition> renditions) {
    StoredRenditions.Builder stored = StoredRenditions.newBuilder();
    for (Rendition one : renditions) {
      var to =
          stored
              .addRenditionsBuilder()
              .setName(one.name())
              .setWidth(one.width())
              .setHeight(one.height())
              .setContentType(one.jpeg().contentType())
              .setBytes(one.jpeg().bytes())
              .setSha256(ByteString.copyFrom(one.jpeg().sha256()));
      one.webp()
          .ifPresent(
              webp ->
                  to.getWebpBuilder()
                      .setBytes(webp.bytes())
                      .setSha256(ByteString.copyFrom(webp.sha256())));
    }
    return stored.build().toByteArray();
  }

  static List<Rendition> read(byte[] column) {
    try {
      return StoredRenditions.parseFrom(column).getRenditionsList().stream()
          .map(StoredRenditionList::read)
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("column media.renditions holds something else", e);
    }
  }

  private static Rendition read(StoredRenditions.Rendition one) {
    Encoding jpeg =
        new Encoding(
            one.getName(), one.getContentType(), one.getBytes(), one.getSha256().toByteArray());
    Optional<Encoding> webp =
        one.hasWebp()
            ? Optional.of(
                Encoding.webp(
                    one.getName(),
                    one.getWebp().getBytes(),
                    one.getWebp().getSha256().toByteArray()))
            : Optional.empty();
    return new Rendition(one.getName(), one.getWidth(), one.getHeight(), jpeg, webp);
  }
}
