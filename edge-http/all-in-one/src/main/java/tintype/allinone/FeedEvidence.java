package tintype.allinone;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/**
 * What the rows say of one reader's feed.
 *
 * @param username the reader, as asked for
 * @param reader the reader's id
 * @param follows whom the reader follows, and since when
 * @param muted those of them whose posts the reader mutes now, and until when; {@link Instant#MAX}
 *     where that is for good
 * @param counts how many visible posts each of them and the reader has; nobody without any
 * @param names of the reader and the followed
 * @param hidden those of them whose account is not active
 * @param newestPosts of the reader and the followed, newest first, archived and deleted ones too
 */
record FeedEvidence(
    String username,
    long reader,
    Map<Long, Instant> follows,
    Map<Long, Instant> muted,
    Map<Long, Long> counts,
    Map<Long, String> names,
    Set<Long> hidden,
    List<Row> newestPosts) {
  /** A post as its row has it. */
  record Row(long post, long author, boolean deleted, Instant time) {}

  private record Author(long id, boolean hidden, String name) {}

  /** Fails with {@link StartException} where nobody has the name. */
  static FeedEvidence read(Backend backend, String username, int limit) {
    long reader = reader(backend.database(Keyspace.ACCOUNT), username);
    Map<Long, Instant> follows = follows(backend.database(Keyspace.GRAPH), reader);
    List<Long> authors = new ArrayList<>(follows.keySet());
    authors.add(reader);
    Map<Long, String> names = new HashMap<>();
    Set<Long> hidden = new HashSet<>();
    for (Author author : authors(backend.database(Keyspace.ACCOUNT), authors)) {
      names.put(author.id(), author.name());
      if (author.hidden()) {
        hidden.add(author.id());
      }
    }
    Database media = backend.database(Keyspace.MEDIA);
    return new FeedEvidence(
        username,
        reader,
        follows,
        muted(backend.database(Keyspace.GRAPH), reader),
        counts(media, authors),
        names,
        hidden,
        newestPosts(media, authors, limit));
  }

  private static long reader(Database account, String username) {
    return account
        .read(
            handle ->
                handle
                    .createQuery("SELECT user_id FROM username WHERE name = :name")
                    .bind("name", username.toLowerCase(Locale.ROOT))
                    .mapTo(Long.class)
                    .findOne())
        .orElseThrow(() -> new StartException("No account is named " + username + "."));
  }

  private static Map<Long, Instant> follows(Database graph, long reader) {
    Map<Long, Instant> follows = new HashMap<>();
    graph
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT other_id, follow_micros FROM relation
                        WHERE user_id = :reader AND following = 1
                        """)
                    .bind("reader", reader)
                    .map((row, context) -> Map.entry(row.getLong(1), time(row.getLong(2))))
                    .list())
        .forEach(follow -> follows.put(follow.getKey(), follow.getValue()));
    return follows;
  }

  private static Map<Long, Instant> muted(Database graph, long reader) {
    Map<Long, Instant> muted = new HashMap<>();
    graph
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT other_id, mute_posts_end_micros FROM relation
                        WHERE user_id = :reader AND following = 1 AND muting_posts = 1
                        """)
                    .bind("reader", reader)
                    .map((row, context) -> Map.entry(row.getLong(1), muteEnd(row.getLong(2))))
                    .list())
        .forEach(mute -> muted.put(mute.getKey(), mute.getValue()));
    Instant now = Instant.now();
    muted.values().removeIf(end -> !now.isBefore(end));
    return muted;
  }

  private static Instant muteEnd(long micros) {
    return micros == 0 ? Instant.MAX : time(micros);
  }

  private static Map<Long, Long> counts(Database media, List<Long> authors) {
    Map<Long, Long> counts = new HashMap<>();
    media
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT user_id, COUNT(*) FROM post
                        WHERE user_id IN (<authors>) AND state = 0 GROUP BY user_id
                        """)
                    .bindList("authors", authors)
                    .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
                    .list())
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    return counts;
  }

  private static List<Author> authors(Database account, List<Long> ids) {
    return account.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT a.user_id, a.state, n.name FROM account a
                    JOIN username n ON n.user_id = a.user_id AND n.release_micros IS NULL
                    WHERE a.user_id IN (<ids>)
                    """)
                .bindList("ids", ids)
                .map(
                    (row, context) ->
                        new Author(row.getLong(1), row.getInt(2) != 0, row.getString(3)))
                .list());
  }

  private static List<Row> newestPosts(Database media, List<Long> authors, int limit) {
    return media.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT post_id, user_id, state, create_micros FROM post
                    WHERE user_id IN (<authors>) ORDER BY post_id DESC LIMIT :limit
                    """)
                .bindList("authors", authors)
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new Row(
                            row.getLong(1),
                            row.getLong(2),
                            row.getInt(3) != 0,
                            time(row.getLong(4))))
                .list());
  }

  private static Instant time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
