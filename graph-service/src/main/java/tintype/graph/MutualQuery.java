package tintype.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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

  private static final String NEWEST =
      """
      SELECT follow_micros
      FROM relation FORCE INDEX (relation_by_follow)
      WHERE user_id = ? AND following = 1
      ORDER BY follow_micros DESC
      LIMIT 1
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

  /** When the viewer began the newest follow; 0 for none. */
  static long newestFollowMicros(Handle handle, long viewer) {
    return handle.createQuery(NEWEST).bind(0, viewer).mapTo(Long.class).findOne().orElse(0L);
  }

  /** Whom the viewer followed then. */
  static Set<Long> followees(Handle handle, long viewer, long at) {
    Set<Long> followees =
        new LinkedHashSet<>(
            handle
                .createQuery(FOLLOWEES)
                .bind(0, viewer)
                .bind(1, at)
                .bind(2, GraphConfig.MAX_FOLLOWING)
                .mapTo(Long.class)
                .list());
    followees.addAll(EndedFollows.since(handle, viewer, at));
    return followees;
  }

  /** All of them in the account's list, newest first. */
  List<Listed> run(Handle handle, long account, Collection<Long> followees) {
    List<RelationKey> keys =
        followees.stream().map(followee -> new RelationKey(account, followee)).toList();
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
