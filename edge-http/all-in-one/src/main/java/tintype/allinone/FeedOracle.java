package tintype.allinone;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tintype.platform.sql.Keyspace;

/**
 * What every feed should be, by collecting all posts of all followees who are not muted, and
 * sorting them.
 */
final class FeedOracle {
  /** A home feed is the newest 1,000 visible posts. */
  static final int FEED_POSTS = 1_000;

  /** A post and its author. */
  record Item(long post, long author) {}

  private final long[] accounts;
  private final Map<Long, List<Long>> followees;
  private final Map<Long, List<Long>> posts;

  private FeedOracle(
      long[] accounts, Map<Long, List<Long>> followees, Map<Long, List<Long>> posts) {
    this.accounts = accounts;
    this.followees = followees;
    this.posts = posts;
  }

  static FeedOracle read(Backend backend) {
    List<Long> accounts = new ArrayList<>();
    Set<Long> hidden = new HashSet<>();
    backend.scan(
        Keyspace.ACCOUNT,
        "SELECT user_id, state FROM account",
        row -> {
          accounts.add(row.getLong(1));
          if (row.getInt(2) != 0) {
            hidden.add(row.getLong(1));
          }
        });
    Map<Long, List<Long>> followees = pairs(backend, Keyspace.GRAPH, shown(Instant.now()));
    Map<Long, List<Long>> posts =
        pairs(backend, Keyspace.MEDIA, "SELECT user_id, post_id FROM post WHERE state = 0");
    posts.keySet().removeAll(hidden);
    return new FeedOracle(accounts.stream().mapToLong(Long::longValue).toArray(), followees, posts);
  }

  long[] accounts() {
    return accounts;
  }

  List<Item> feed(long account) {
    List<Item> items = new ArrayList<>();
    Set<Long> authors = new HashSet<>(followees.getOrDefault(account, List.of()));
    authors.add(account);
    for (long author : authors) {
      posts.getOrDefault(author, List.of()).forEach(post -> items.add(new Item(post, author)));
    }
    items.sort(Comparator.comparingLong(Item::post).reversed());
    return items.subList(0, Math.min(FEED_POSTS, items.size()));
  }

  /** Follows whose posts are in the feed at that time. */
  private static String shown(Instant now) {
    return "SELECT user_id, other_id FROM relation WHERE following = 1 AND (muting_posts = 0 OR"
        + " mute_posts_end_micros BETWEEN 1 AND "
        + ChronoUnit.MICROS.between(Instant.EPOCH, now)
        + ")";
  }

  private static Map<Long, List<Long>> pairs(Backend backend, Keyspace keyspace, String sql) {
    Map<Long, List<Long>> pairs = new HashMap<>();
    backend.scan(
        keyspace,
        sql,
        row ->
            pairs.computeIfAbsent(row.getLong(1), key -> new ArrayList<>(4)).add(row.getLong(2)));
    return pairs;
  }
}
