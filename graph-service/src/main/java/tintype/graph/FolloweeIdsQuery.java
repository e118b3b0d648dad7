package tintype.graph;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** Whom an account follows: one range of an index that has all that is asked for. */
final class FolloweeIdsQuery {
  static final String SQL =
      """
      SELECT other_id
      FROM relation FORCE INDEX (relation_by_follow)
      WHERE user_id = ? AND following = 1
      LIMIT ?
      """;

  private FolloweeIdsQuery() {}

  static List<Long> run(Handle handle, long user) {
    return handle
        .createQuery(SQL)
        .bind(0, user)
        .bind(1, GraphConfig.MAX_FOLLOWING)
        .mapTo(Long.class)
        .list();
  }
}
