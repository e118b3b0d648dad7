package tintype.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Those of a list of follows whom a viewer follows as well. The two have their rows in different
 * shards, so the viewer's follows are read first, which are few, and then looked up in the list.
 */
enum MutualQuery {
  FOLLOWING("following", "follow_micros"),
  FOLLOWERS("followed_by", "followed_by_micros");

  private static final String FOLLOWEES =
      """
      SELECT other_id
      FROM relation FORCE INDEX (relation_by_follow)
      WHERE user_id = ? AND following = 1 AND follow_micros <= ?
      LIMIT ?
      """;

  private static final Comparator<Listed> NEWEST_FIRST =
      Comparator.comparingLong(Listed::micros).thenComparingLong(Listed::accountId).reversed();

  private final String lookup;

  MutualQuery(String fact, String time) {
    this.lookup =
        "SELECT {time}, other_id FROM relation FORCE INDEX (PRIMARY) WHERE {fact} = 1"
                .replace("{fact}", fact)
                .replace("{time}", time)
            + " AND (user_id, other_id) IN ";
  }

  /** All of them, newest first. */
  List<Listed> run(Handle handle, long viewer, long account, long since) {
    List<RelationKey> keys =
        handle
            .createQuery(FOLLOWEES)
            .bind(0, viewer)
            .bind(1, since)
            .bind(2, GraphConfig.MAX_FOLLOWING)
            .map((row, context) -> new RelationKey(account, row.getLong(1)))
            .list();
    List<Listed> found = new ArrayList<>();
    for (int from = 0; from < keys.size(); from += BulkSql.MAX_ROWS) {
      List<RelationKey> part = keys.subList(from, Math.min(keys.size(), from + BulkSql.MAX_ROWS));
      BulkSql.query(
          handle,
          lookup + BulkSql.pairs(part),
          row -> found.add(new Listed(row.getLong(1), row.getLong(2))));
    }
    found.sort(NEWEST_FIRST);
    return found;
  }
}
