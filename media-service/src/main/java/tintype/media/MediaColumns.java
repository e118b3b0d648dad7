package tintype.media;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.SqlStatement;
import tintype.media.MediaRow.Rendition;
import tintype.media.v1.Media.Kind;
import tintype.media.v1.Media.State;
import tintype.platform.rpc.IdText.Owned;

/** Between rows of table media and {@link MediaRow}. */
final class MediaColumns {
  /** All columns, of the table under the alias m. */
  static final String ALL =
      """
      m.user_id, m.media_id, m.post_id, m.state, m.kind, m.width, m.height, m.content_type, m.bytes,
      m.sha256, m.alt_text, m.create_micros, m.rendition_name, m.rendition_width,
      m.rendition_height, m.rendition_content_type, m.rendition_bytes, m.renditions, m.blurhash,
      m.avatar\
      """;

  static final String INSERT =
      """
      INSERT INTO media (user_id, media_id, post_id, state, kind, width, height, content_type, bytes,
        sha256, alt_text, create_micros, rendition_name, rendition_width, rendition_height,
        rendition_content_type, rendition_bytes, renditions, blurhash)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private MediaColumns() {}

  static MediaRow read(ResultSet row) throws SQLException {
    return new MediaRow(
        new Owned(row.getLong("media_id"), row.getLong("user_id")),
        row.getLong("post_id"),
        State.forNumber(row.getInt("state")),
        Kind.forNumber(row.getInt("kind")),
        row.getInt("width"),
        row.getInt("height"),
        new MediaRow.Original(
            row.getString("content_type"), row.getLong("bytes"), row.getBytes("sha256")),
        row.getString("alt_text"),
        row.getLong("create_micros"),
        renditions(row),
        row.getString("blurhash"),
        row.getBoolean("avatar"));
  }

  /** A row from before there were several has but the columns of one. */
  private static List<Rendition> renditions(ResultSet row) throws SQLException {
    byte[] stored = row.getBytes("renditions");
    if (stored != null) {
      return StoredRenditionList.read(stored);
    }
    return List.of(
        new Rendition(
            row.getString("rendition_name"),
            row.getInt("rendition_width"),
            row.getInt("rendition_height"),
            new MediaRow.Encoding(
                row.getString("rendition_name"),
                row.getString("rendition_content_type"),
                row.getLong("rendition_bytes"),
                new byte[0]),
            Optional.empty()));
  }

  /** Binds a row to {@link #INSERT}. */
  static <S extends SqlStatement<S>> S bind(S insert, MediaRow media) {
    MediaRow.Original original = media.original();
    Rendition rendition = media.renditions().getFirst();
    return insert
        .bind(0, media.ref().owner())
        .bind(1, media.ref().id())
        .bind(2, media.postId())
        .bind(3, media.state().getNumber())
        .bind(4, media.kind().getNumber())
        .bind(5, media.width())
        .bind(6, media.height())
        .bind(7, original.contentType())
        .bind(8, original.bytes())
        .bind(9, original.sha256())
        .bind(10, media.altText())
        .bind(11, media.createMicros())
        .bind(12, rendition.name())
        .bind(13, rendition.width())
        .bind(14, rendition.height())
        .bind(15, rendition.jpeg().contentType())
        .bind(16, rendition.jpeg().bytes())
        .bind(17, StoredRenditionList.write(media.renditions()))
        .bind(18, media.blurhash());
  }

  static void add(PreparedBatch batch, MediaRow media) {
    bind(batch, media).add();
  }
}
