package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.sql.Database;

/** Authors whose posts stand on no page: rows of table topic_author, and the posts of each. */
final class HiddenAuthors {
  /** Of one statement. */
  private static final int MAX_ACCOUNTS = 1_000;

  /** The version is assigned last: what is compared is the one before. */
  private static final String PUT =
      """
      INSERT INTO topic_author (user_id, hidden, version) VALUES (?, ?, ?)
      ON DUPLICATE KEY UPDATE
        hidden = IF(VALUES(version) > version, VALUES(hidden), hidden),
        version = GREATEST(version, VALUES(version))
      """;

  /**
   * Posts that have a new version.
   *
   * @param next below which the others are; 0 where there are none
   */
  record Renewed(List<Owned> posts, long next) {}

  /** Whether a post has some. */
  private record PostTopics(Owned post, boolean some) {}

  /** What a row says. */
  private record Said(boolean hidden, long version) {
    static final Said NOTHING = new Said(false, 0);
  }

  private final Database database;

  @Inject
  HiddenAuthors(Database database) {
    this.database = database;
  }

  /**
   * Writes down what news says of an author, unless later news came before.
   *
   * @return whether the author's posts have to be looked at: where it changes something, and where
   *     the same news comes again, for the first look may have broken off
   */
  boolean put(long author, boolean hidden, long version) {
    return database.transact(
        handle -> {
          Said before = lock(handle, author);
          boolean same = hidden == before.hidden();
          if (version < before.version() || (before == Said.NOTHING && same)) {
            return false;
          }
          handle.execute(PUT, author, hidden ? 1 : 0, version);
          return !same || version == before.version();
        });
  }

  /** Writes down what is so, whatever was said before; but not over later news. */
  void set(long author, boolean hidden, long version) {
    database.execute(handle -> handle.execute(PUT, author, hidden ? 1 : 0, version));
  }

  private static Said lock(Handle handle, long author) {
    return handle
        .createQuery("SELECT hidden, version FROM topic_author WHERE user_id = ? FOR UPDATE")
        .bind(0, author)
        .map((row, context) -> new Said(row.getInt("hidden") != 0, row.getLong("version")))
        .findOne()
        .orElse(Said.NOTHING);
  }

  /** Those of the accounts of whom anything was written down. */
  Set<Long> known(List<Long> accounts) {
    Set<Long> known = new HashSet<>();
    for (int from = 0; from < accounts.size(); from += MAX_ACCOUNTS) {
      List<Long> some = accounts.subList(from, Math.min(accounts.size(), from + MAX_ACCOUNTS));
      known.addAll(
          database.read(
              handle ->
                  handle
                      .createQuery("SELECT user_id FROM topic_author WHERE user_id IN (<accounts>)")
                      .bindList("accounts", some)
                      .mapTo(Long.class)
                      .list()));
    }
    return known;
  }

  /** All who are hidden. */
  List<Long> all() {
    List<Long> all = new ArrayList<>();
    List<Long> page;
    do {
      long after = all.isEmpty() ? 0 : all.getLast();
      page =
          database.read(
              handle ->
                  handle
                      .select(
                          """
                          SELECT user_id FROM topic_author
                          WHERE hidden = 1 AND user_id > ? ORDER BY user_id LIMIT ?
                          """,
                          after,
                          MAX_ACCOUNTS)
                      .mapTo(Long.class)
                      .list());
      all.addAll(page);
    } while (page.size() == MAX_ACCOUNTS);
    return all;
  }

  /** Those of the posts' authors who are hidden. */
  static Set<Long> of(Handle handle, Collection<Owned> posts) {
    return posts.isEmpty()
        ? Set.of()
        : new HashSet<>(
            handle
                .createQuery(
                    "SELECT user_id FROM topic_author WHERE user_id IN (<authors>) AND hidden = 1")
                .bindList("authors", posts.stream().map(Owned::owner).distinct().toList())
                .mapTo(Long.class)
                .list());
  }

  /**
   * Gives published posts of an author below an id that have a topic a new version, newest first:
   * what was said of them before is old then.
   *
   * @param limit of posts that are looked at
   */
  Renewed renew(long author, long before, int limit) {
    return database.transact(
        handle -> {
          List<PostTopics> rows = published(handle, author, before, limit);
          List<Owned> posts = rows.stream().filter(PostTopics::some).map(PostTopics::post).toList();
          if (!posts.isEmpty()) {
            handle
                .createUpdate(
                    """
                    UPDATE post SET version = version + 1
                    WHERE user_id = :author AND post_id IN (<posts>)
                    """)
                .bind("author", author)
                .bindList("posts", posts.stream().map(Owned::id).toList())
                .execute();
          }
          return new Renewed(posts, rows.size() < limit ? 0 : rows.getLast().post().id());
        });
  }

  private static List<PostTopics> published(Handle handle, long author, long before, int limit) {
    return handle
        .createQuery(
            """
            SELECT post_id, caption, content FROM post FORCE INDEX (grid)
            WHERE user_id = ? AND state = ? AND post_id < ? ORDER BY post_id DESC LIMIT ?
            """)
        .bind(0, author)
        .bind(1, PostState.PUBLISHED.number())
        .bind(2, before)
        .bind(3, limit)
        .map(
            (row, context) ->
                new PostTopics(
                    new Owned(row.getLong("post_id"), author),
                    !Topic.of(StoredContent.read(row.getString("caption"), row.getBytes("content")))
                        .isEmpty()))
        .list();
  }
}
