package tintype.media;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tintype.media.v1.PostShared;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;
import tintype.platform.sql.RequestIds;

/** Shares in MySQL, in the shard of the post's author. */
final class MySqlShareStore implements ShareStore {
  private final Database database;
  private final RequestIds requests;
  private final Outbox outbox;
  private final PostCaches caches;

  @Inject
  MySqlShareStore(Database database, RequestIds requests, Outbox outbox, PostCaches caches) {
    this.database = database;
    this.requests = requests;
    this.outbox = outbox;
    this.caches = caches;
  }

  @Override
  public Optional<Long> sharedBefore(
      Owned post, long account, String requestId, byte[] fingerprint) {
    return requestId.isEmpty()
        ? Optional.empty()
        : database.read(
            handle -> requests.find(handle, post.owner(), key(account, requestId), fingerprint));
  }

  /** The ids lie with the author, where two people may have chosen the same one. */
  private static String key(long account, String requestId) {
    return account + ":" + requestId;
  }

  @Override
  public void add(ShareRow share, String requestId, byte[] fingerprint) {
    Owned post = share.post();
    try {
      database.execute(
          handle -> {
            SlotCounter.POST_SHARES.slot(post, share.account()).add(handle, 1);
            insert(handle, share);
            if (!requestId.isEmpty()) {
              String key = key(share.account(), requestId);
              requests.remember(handle, post.owner(), key, fingerprint, share.id());
            }
            outbox.append(handle, post.owner(), news(share));
          });
    } finally {
      caches.shares.invalidate(post);
    }
  }

  private static void insert(Handle handle, ShareRow share) {
    handle.execute(
        """
        INSERT INTO post_share (user_id, post_id, share_id, account_id, channel, create_micros)
        VALUES (?, ?, ?, ?, ?, ?)
        """,
        share.post().owner(),
        share.post().id(),
        share.id(),
        share.account(),
        share.channel().getNumber(),
        share.createMicros());
  }

  @Override
  public Map<Owned, Integer> counts(Collection<Owned> posts) {
    return posts.isEmpty() ? Map.of() : caches.shares.getAll(posts, this::sums);
  }

  private Map<Owned, Integer> sums(List<Owned> posts) {
    return database.read(handle -> SlotCounter.POST_SHARES.sums(handle, posts));
  }

  private static PostShared news(ShareRow share) {
    return PostShared.newBuilder()
        .setAuthorId(share.post().owner())
        .setPostId(share.post().id())
        .setShareId(share.id())
        .setAccountId(share.account())
        .build();
  }
}
