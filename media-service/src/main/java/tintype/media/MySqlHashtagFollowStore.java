package tintype.media;

import jakarta.inject.Inject;
import org.jdbi.v3.core.Handle;
import tintype.media.v1.HashtagFollowChanged;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;

/** {@link HashtagFollowStore} in keyspace media. */
final class MySqlHashtagFollowStore implements HashtagFollowStore {
  private final Database database;
  private final Outbox outbox;
  private final int limit;

  @Inject
  MySqlHashtagFollowStore(Database database, Outbox outbox, MediaConfig config) {
    this.database = database;
    this.outbox = outbox;
    this.limit = config.hashtagFollowsLimit();
  }

  @Override
  public void add(long account, TagName tag, long micros) {
    if (!follows(account, tag)) {
      database.execute(handle -> add(handle, account, tag, micros));
    }
  }

  /** The account's row is locked, so nobody passes the limit behind this look. */
  private void add(Handle handle, long account, TagName tag, long micros) {
    handle.execute(
        """
        INSERT INTO hashtag_follower (user_id, changes) VALUES (?, 1)
        ON DUPLICATE KEY UPDATE changes = changes + 1
        """,
        account);
    int added =
        handle.execute(
            """
            INSERT IGNORE INTO hashtag_follow (user_id, tag_id, name, create_micros)
            VALUES (?, ?, ?, ?)
            """,
            account,
            tag.id(),
            tag.name(),
            micros);
    if (added == 0) {
      return;
    }
    if (count(handle, account) > limit) {
      throw new TooManyException(limit);
    }
    outbox.append(handle, account, news(account, tag, true, micros));
  }

  private static int count(Handle handle, long account) {
    return handle
        .createQuery("SELECT COUNT(*) FROM hashtag_follow WHERE user_id = ?")
        .bind(0, account)
        .mapTo(Integer.class)
        .one();
  }

  @Override
  public void remove(long account, TagName tag, long micros) {
    database.execute(
        handle -> {
          int dropped =
              handle.execute(
                  "DELETE FROM hashtag_follow WHERE user_id = ? AND tag_id = ?", account, tag.id());
          if (dropped > 0) {
            outbox.append(handle, account, news(account, tag, false, micros));
          }
        });
  }

  private static HashtagFollowChanged news(
      long account, TagName tag, boolean following, long micros) {
    return HashtagFollowChanged.newBuilder()
        .setAccountId(account)
        .setHashtag(tag.name())
        .setFollowing(following)
        .setChangeTime(ProtoTimes.ofMicros(micros))
        .build();
  }

  @Override
  public boolean follows(long account, TagName tag) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT tag_id FROM hashtag_follow WHERE user_id = ? AND tag_id = ?")
                .bind(0, account)
                .bind(1, tag.id())
                .mapTo(Long.class)
                .findOne()
                .isPresent());
  }
}
