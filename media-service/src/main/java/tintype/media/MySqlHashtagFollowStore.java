package tintype.media;

import jakarta.inject.Inject;
import tintype.platform.sql.Database;

/** {@link HashtagFollowStore} in keyspace media. */
final class MySqlHashtagFollowStore implements HashtagFollowStore {
  private final Database database;

  @Inject
  MySqlHashtagFollowStore(Database database) {
    this.database = database;
  }

  @Override
  public void add(long account, TagName tag, long micros) {
    database.execute(
        handle ->
            handle.execute(
                """
                INSERT IGNORE INTO hashtag_follow (user_id, tag_id, name, create_micros)
                VALUES (?, ?, ?, ?)
                """,
                account,
                tag.id(),
                tag.name(),
                micros));
  }

  @Override
  public void remove(long account, TagName tag) {
    database.execute(
        handle ->
            handle.execute(
                "DELETE FROM hashtag_follow WHERE user_id = ? AND tag_id = ?", account, tag.id()));
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
