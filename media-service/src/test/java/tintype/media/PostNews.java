package tintype.media;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import tintype.media.v1.Post;
import tintype.media.v1.PostsChanged;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Keyspace;
import tintype.testkit.TestDatabase;

/** What the outbox tells of a post. */
final class PostNews {
  private PostNews() {}

  /** Whether it was to be seen after each change, the oldest first. */
  static List<Boolean> of(TestDatabase database, Post post) {
    Owned ref = IdText.parseOwned("post", post.getId());
    return payloads(database, ref, "PostsChanged").stream()
        .map(PostNews::parse)
        .flatMap(news -> news.getChangesList().stream())
        .filter(change -> change.getPostId() == ref.id())
        .map(PostsChanged.Change::getVisible)
        .toList();
  }

  /** What was told of the author under this kind, the oldest first. */
  static List<byte[]> payloads(TestDatabase database, Owned post, String kind) {
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT payload FROM outbox WHERE user_id = ? AND kind = ? ORDER BY id")
                    .bind(0, post.owner())
                    .bind(1, kind)
                    .map((row, context) -> row.getBytes(1))
                    .list());
  }

  private static PostsChanged parse(byte[] payload) {
    try {
      return PostsChanged.parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
