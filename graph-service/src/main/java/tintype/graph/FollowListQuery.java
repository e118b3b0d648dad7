package tintype.graph;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** A page of a list of follows or of requests: rows strictly after a place, newest first. */
enum FollowListQuery {
  FOLLOWING("following = 1", "follow_micros", "relation_by_follow"),
  FOLLOWERS("followed_by = 1", "followed_by_micros", "relation_by_followed"),
  /** A row that has a time without a follow is a request, so the same index finds it. */
  SENT("following = 0 AND follow_micros > 0", "follow_micros", "relation_by_follow"),
  RECEIVED(
      "followed_by = 0 AND followed_by_micros > 0", "followed_by_micros", "relation_by_followed");

  private final String sql;

  /** The first bound on time repeats what the second implies: row values alone bound no range. */
  FollowListQuery(String fact, String time, String index) {
    this.sql =
        """
        SELECT {time}, other_id
        FROM relation FORCE INDEX ({index})
        WHERE user_id = ? AND {fact} AND {time} <= ? AND ({time}, other_id) < (?, ?)
        ORDER BY {time} DESC, other_id DESC
        LIMIT ?
        """
            .replace("{fact}", fact)
            .replace("{time}", time)
            .replace("{index}", index);
  }

  String sql() {
    return sql;
  }

  List<Listed> run(Handle handle, long user, Listed after, int limit) {
    return handle
        .createQuery(sql)
        .bind(0, user)
        .bind(1, after.micros())
        .bind(2, after.micros())
        .bind(3, after.accountId())
        .bind(4, limit)
        .map((row, context) -> new Listed(row.getLong(1), row.getLong(2)))
        .list();
  }
}
