package tintype.graph;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** A page of a list of follows: rows strictly after a place, newest first. */
enum FollowListQuery {
  FOLLOWING("following", "follow_micros", "relation_by_follow"),
  FOLLOWERS("followed_by", "followed_by_micros", "relation_by_followed");

  private final String sql;

  /** The first bound on time repeats what the second implies: row values alone bound no range. */
  FollowListQuery(String fact, String time, String index) {
    this.sql =
        """
        SELECT {time}, other_id
        FROM relation FORCE INDEX ({index})
        WHERE user_id = ? AND {fact} = 1 AND {time} <= ? AND ({time}, other_id) < (?, ?)
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
