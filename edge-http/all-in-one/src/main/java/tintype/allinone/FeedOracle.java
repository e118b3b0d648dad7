package tintype.allinone;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/** What every feed should be, by collecting all posts of all followees and sorting them. */
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
    Database account = backend.database(Keyspace.ACCOUNT);
    Set<Long> hidden =
        new HashSet<>(account.read(h -> longs(h, "SELECT user_id FROM account WHERE state <> 0")));
    List<Long> accounts = account.read(h -> longs(h, "SELECT user_id FROM account"));
    Map<Long, List<Long>> followees =
        backend
            .database(Keyspace.GRAPH)
            .read(h -> pairs(h, "SELECT user_id, other_id FROM relation WHERE following = 1"));
    Map<Long, List<Long>> posts =
        backend
            .database(Keyspace.MEDIA)
            .read(h -> pairs(h, "SELECT user_id, post_id FROM post WHERE state = 0"));
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

  private static List<Long> longs(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).list();
  }

  private static Map<Long, List<Long>> pairs(Handle handle, String sql) {
    Map<Long, List<Long>> pairs = new HashMap<>();
    handle
        .createQuery(sql)
        .setFetchSize(Integer.MIN_VALUE)
        .map((row, context) -> new long[] {row.getLong(1), row.getLong(2)})
        .forEach(pair -> pairs.computeIfAbsent(pair[0], k -> new ArrayList<>(4)).add(pair[1]));
    return pairs;
  }
}
