package tintype.media;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import tintype.media.v1.Draft;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;

/** Between rows of table draft and {@link DraftRow}. */
final class DraftColumns {
  static final String ALL =
      """
      user_id, draft_id, media_ids, caption, audience, likes_hidden, create_micros, update_micros,
      publish_micros, failure, content\
      """;

  private DraftColumns() {}

  static DraftRow read(ResultSet row) throws SQLException {
    PostContent content = StoredContent.read(row.getString("caption"), row.getBytes("content"));
    return new DraftRow(
        new Owned(row.getLong("draft_id"), row.getLong("user_id")),
        ids(row.getBytes("media_ids")),
        row.getString("caption"),
        Post.Audience.forNumber(row.getInt("audience")),
        row.getBoolean("likes_hidden"),
        row.getLong("create_micros"),
        row.getLong("update_micros"),
        row.getLong("publish_micros"),
        Draft.Failure.forNumber(row.getInt("failure")),
        content.place(),
        content.people());
  }

  /** The row, which nobody else changes until the handle's transaction ends. */
  static Optional<DraftRow> lock(Handle handle, Owned draft) {
    return handle
        .createQuery("SELECT " + ALL + " FROM draft WHERE user_id = ? AND draft_id = ? FOR UPDATE")
        .bind(0, draft.owner())
        .bind(1, draft.id())
        .map((row, context) -> read(row))
        .findOne();
  }

  static void insert(Handle handle, DraftRow draft) {
    handle.execute(
        """
        INSERT INTO draft (user_id, draft_id, media_ids, caption, audience, likes_hidden,
          create_micros, update_micros, publish_micros, failure, content)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        draft.ref().owner(),
        draft.ref().id(),
        bytes(draft.mediaIds()),
        draft.caption(),
        draft.audience().getNumber(),
        draft.likesHidden(),
        draft.createMicros(),
        draft.updateMicros(),
        draft.publishMicros(),
        draft.failure().getNumber(),
        content(draft));
  }

  /** Also forgets that it was postponed. */
  static void update(Handle handle, DraftRow draft) {
    handle.execute(
        """
        UPDATE draft SET media_ids = ?, caption = ?, audience = ?, likes_hidden = ?,
          update_micros = ?, publish_micros = ?, retry_micros = 0, failure = ?, content = ?
        WHERE user_id = ? AND draft_id = ?
        """,
        bytes(draft.mediaIds()),
        draft.caption(),
        draft.audience().getNumber(),
        draft.likesHidden(),
        draft.updateMicros(),
        draft.publishMicros(),
        draft.failure().getNumber(),
        content(draft),
        draft.ref().owner(),
        draft.ref().id());
  }

  private static byte @Nullable [] content(DraftRow draft) {
    return StoredContent.write(
        PostContent.of(draft.caption(), draft.place(), List.of(), draft.people()));
  }

  static boolean delete(Handle handle, Owned draft) {
    return handle.execute(
            "DELETE FROM draft WHERE user_id = ? AND draft_id = ?", draft.owner(), draft.id())
        == 1;
  }

  private static byte[] bytes(List<Long> ids) {
    ByteBuffer bytes = ByteBuffer.allocate(ids.size() * Long.BYTES);
    ids.forEach(bytes::putLong);
    return bytes.array();
  }

  private static List<Long> ids(byte[] bytes) {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    List<Long> ids = new ArrayList<>();
    while (left.hasRemaining()) {
      ids.add(left.getLong());
    }
    return List.copyOf(ids);
  }
}
