package tintype.media;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import tintype.media.PostStore.MediaTakenException;
import tintype.media.v1.Media;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Outbox;

/** Publishes a post in a handle's transaction: its row, its media, the counter and the news. */
final class PostPublication {
  private final Outbox outbox;

  PostPublication(Outbox outbox) {
    this.outbox = outbox;
  }

  void run(Handle handle, PostRow post, List<Long> mediaIds) {
    claim(handle, post.ref(), mediaIds);
    PostColumns.bind(handle.createUpdate(PostColumns.INSERT), post).execute();
    insertMedia(handle, post.ref(), mediaIds);
    handle.execute(PostColumns.COUNT, post.ref().owner(), 1);
    outbox.append(handle, post.ref().owner(), PostMoves.news(post.ref(), true));
  }

  /** The media rows decide who gets them: each is claimed once, in the order of the key. */
  private static void claim(Handle handle, Owned post, List<Long> mediaIds) {
    int claimed =
        handle
            .createUpdate(
                """
                UPDATE media SET post_id = :post
                WHERE user_id = :author AND media_id IN (<media>) AND post_id = 0 AND avatar = 0
                  AND state = :ready
                """)
            .bind("post", post.id())
            .bind("author", post.owner())
            .bindList("media", mediaIds)
            .bind("ready", Media.State.READY_VALUE)
            .execute();
    if (claimed != mediaIds.size()) {
      throw new MediaTakenException(post);
    }
  }

  private static void insertMedia(Handle handle, Owned post, List<Long> mediaIds) {
    PreparedBatch batch = handle.prepareBatch(PostColumns.INSERT_MEDIA);
    for (int position = 0; position < mediaIds.size(); position++) {
      batch.add(post.owner(), post.id(), position, mediaIds.get(position));
    }
    batch.execute();
  }
}
