package tintype.media;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import tintype.media.MediaRow.Rendition;
import tintype.media.v1.StoredRenditions;

/** Between column media.renditions and {@link Rendition}s. */
final class StoredRenditionList {
  private StoredRenditionList() {}

  static byte[] write(List<Rendition> renditions) {
    StoredRenditions.Builder stored = StoredRenditions.newBuilder();
    for (Rendition one : renditions) {
      stored
          .addRenditionsBuilder()
          .setName(one.name())
          .setWidth(one.width())
          .setHeight(one.height())
          .setContentType(one.contentType())
          .setBytes(one.bytes())
          .setSha256(ByteString.copyFrom(one.sha256()));
    }
    return stored.build().toByteArray();
  }

  static List<Rendition> read(byte[] column) {
    try {
      return StoredRenditions.parseFrom(column).getRenditionsList().stream()
          .map(
              one ->
                  new Rendition(
                      one.getName(),
                      one.getWidth(),
                      one.getHeight(),
                      one.getContentType(),
                      one.getBytes(),
                      one.getSha256().toByteArray()))
          .toList();
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("column media.renditions holds something else", e);
    }
  }
}
