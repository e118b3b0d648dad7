package tintype.media;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tintype.media.PostSaveStore.Key;
import tintype.media.PostSaveStore.Save;
import tintype.media.v1.PostSaveChanged;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;

/**
 * Saves in MySQL, in the shard of who saves. A transaction locks a collection first, then the save,
 * then what is in collections.
 */
final class MySqlSaveStore implements SaveStore {
  /** A save as its row says. */
  private record Row(boolean saved, long version) {}

  private final Database database;
  private final Outbox outbox;
  private final PostCaches caches;

  @Inject
  MySqlSaveStore(Database database, Outbox outbox, PostCaches caches) {
    this.database = database;
    this.outbox = outbox;
    this.caches = caches;
  }

  @Override
  public boolean save(long account, Owned post, Optional<Long> collection, long micros) {
    try {
      return database.transact(handle -> save(handle, account, post, collection, micros));
    } finally {
      caches.invalidateSave(post, account);
    }
  }

  private boolean save(
      Handle handle, long account, Owned post, Optional<Long> collection, long micros) {
    if (collection.isPresent() && !CollectionPosts.lock(handle, account, collection.get())) {
      return false;
    }
    make(handle, account, post);
    Row row = lock(handle, account, post).orElseThrow();
    if (!row.saved()) {
      handle.execute(
          """
          UPDATE saved_post SET saved = 1, save_micros = ?, version = ?
          WHERE user_id = ? AND post_id = ?
          """,
          micros,
          row.version() + 1,
          account,
          post.id());
      tell(handle, new Save(post, account, true, row.version() + 1), micros);
    }
    collection.ifPresent(id -> CollectionPosts.put(handle, account, id, post, micros));
    return true;
  }

  /** Locks the row where it is there: a read for update of an absent one would lock a gap. */
  private static void make(Handle handle, long account, Owned post) {
    handle.execute(
        """
        INSERT INTO saved_post (user_id, post_id, author_id, saved, save_micros, version)
        VALUES (?, ?, ?, 0, 0, 0)
        ON DUPLICATE KEY UPDATE version = version
        """,
        account,
        post.id(),
        post.owner());
  }

  @Override
  public void unsave(long account, Owned post, long micros) {
    try {
      database.execute(handle -> unsave(handle, account, post, micros));
    } finally {
      caches.invalidateSave(post, account);
    }
  }

  private void unsave(Handle handle, long account, Owned post, long micros) {
    Optional<Row> row = lock(handle, account, post).filter(Row::saved);
    if (row.isPresent()) {
      long version = row.get().version() + 1;
      handle.execute(
          "UPDATE saved_post SET saved = 0, version = ? WHERE user_id = ? AND post_id = ?",
          version,
          account,
          post.id());
      CollectionPosts.takeOutOfAll(handle, account, post);
      tell(handle, new Save(post, account, false, version), micros);
    }
  }

  @Override
  public void takeOut(long account, Owned post, long collection) {
    database.execute(
        handle -> {
          if (lock(handle, account, post).isPresent()) {
            CollectionPosts.takeOut(handle, account, collection, post);
          }
        });
  }

  private static Optional<Row> lock(Handle handle, long account, Owned post) {
    return handle
        .createQuery(
            """
            SELECT saved, version FROM saved_post
            WHERE user_id = ? AND post_id = ? AND author_id = ? FOR UPDATE
            """)
        .bind(0, account)
        .bind(1, post.id())
        .bind(2, post.owner())
        .map((row, context) -> new Row(row.getInt(1) != 0, row.getLong(2)))
        .findOne();
  }

  /** Who saves a post of their own has both sides in one shard, and sees the count at once. */
  private void tell(Handle handle, Save save, long micros) {
    if (save.account() == save.post().owner()) {
      PostSaveRows.apply(handle, List.of(save));
    }
    outbox.append(
        handle,
        save.account(),
        PostSaveChanged.newBuilder()
            .setAccountId(save.account())
            .setPostId(save.post().id())
            .setAuthorId(save.post().owner())
            .setSaved(save.saved())
            .setVersion(save.version())
            .setChangeTime(ProtoTimes.ofMicros(micros))
            .build());
  }

  @Override
  public Set<Owned> savedBy(long account, Collection<Owned> posts) {
    if (posts.isEmpty() || !caches.savers.getAll(List.of(account), this::readSavers).get(account)) {
      return Set.of();
    }
    List<Key> keys = posts.stream().map(post -> key(post, account)).toList();
    Map<Key, Boolean> saved = caches.saved.getAll(keys, some -> readSaved(account, some));
    return keys.stream()
        .filter(saved::get)
        .map(key -> new Owned(key.id(), key.owner()))
        .collect(Collectors.toSet());
  }

  private static Key key(Owned post, long account) {
    return new Key(post.owner(), post.id(), account);
  }

  /** Most people have saved nothing: one row tells, whatever posts they look at. */
  private Map<Long, Boolean> readSavers(List<Long> accounts) {
    Map<Long, Boolean> savers = new HashMap<>();
    database.read(
        handle -> {
          accounts.forEach(account -> savers.put(account, hasSaved(handle, account)));
          return savers;
        });
    return savers;
  }

  private static boolean hasSaved(Handle handle, long account) {
    return handle
        .createQuery(
            """
            SELECT post_id FROM saved_post FORCE INDEX (saved_by_time)
            WHERE user_id = ? AND saved = 1 LIMIT 1
            """)
        .bind(0, account)
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  private Map<Key, Boolean> readSaved(long account, List<Key> keys) {
    Set<Owned> saved = new HashSet<>();
    database.read(
        handle -> {
          handle
              .createQuery(
                  """
                  SELECT post_id, author_id FROM saved_post FORCE INDEX (PRIMARY)
                  WHERE user_id = :account AND post_id IN (<posts>) AND saved = 1
                  """)
              .bind("account", account)
              .bindList("posts", keys.stream().map(Key::id).toList())
              .map((row, context) -> new Owned(row.getLong(1), row.getLong(2)))
              .forEach(saved::add);
          return saved;
        });
    return keys.stream()
        .collect(
            Collectors.toMap(key -> key, key -> saved.contains(new Owned(key.id(), key.owner()))));
  }

  /** The first bound on time repeats what the second implies: row values alone bound no range. */
  @Override
  public List<Saved> list(long account, Saved after, int limit) {
    return database.readStale(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT save_micros, post_id, author_id
                    FROM saved_post FORCE INDEX (saved_by_time)
                    WHERE user_id = :account AND saved = 1 AND save_micros <= :micros
                      AND (save_micros, post_id) < (:micros, :post)
                    ORDER BY save_micros DESC, post_id DESC LIMIT :limit
                    """)
                .bind("account", account)
                .bind("micros", after.micros())
                .bind("post", after.post().id())
                .bind("limit", limit)
                .map((row, context) -> CollectionPosts.saved(row))
                .list());
  }
}
