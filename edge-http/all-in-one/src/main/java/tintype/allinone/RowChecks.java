package tintype.allinone;

import java.util.List;
import org.jdbi.v3.core.Handle;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/**
 * Counters against the rows that they count, and references: what one shard of one keyspace can
 * answer of itself. {@link CrossChecks} has the rest.
 */
final class RowChecks {
  /**
   * What must find nothing: a sentence, and the query of rows that break it (their first column).
   */
  record Check(String sentence, String sql) {}

  private static final List<Check> GRAPH =
      List.of(
          new Check(
              "following count of %s is not the number of its follows",
              """
              SELECT COALESCE(r.user_id, c.user_id)
              FROM (SELECT user_id, SUM(following) AS n FROM relation GROUP BY user_id) r
              LEFT JOIN follow_counter c ON c.user_id = r.user_id
              WHERE COALESCE(c.following, 0) <> r.n
              """),
          new Check(
              "followers count of %s is not the number of its followers",
              """
              SELECT r.user_id
              FROM (SELECT user_id, SUM(followed_by) AS n FROM relation GROUP BY user_id) r
              LEFT JOIN follow_counter c ON c.user_id = r.user_id
              WHERE COALESCE(c.followers, 0) <> r.n
              """),
          new Check(
              "counts of hidden ones of %s are not their numbers",
              """
              SELECT r.user_id
              FROM (
                SELECT user_id, SUM(following * other_hidden) AS following_hidden,
                  SUM(followed_by * other_hidden) AS followers_hidden
                FROM relation GROUP BY user_id) r
              LEFT JOIN follow_counter c ON c.user_id = r.user_id
              WHERE COALESCE(c.following_hidden, 0) <> r.following_hidden
                OR COALESCE(c.followers_hidden, 0) <> r.followers_hidden
              """),
          new Check(
              "close friends count of %s is not the number of its close friends",
              """
              SELECT r.user_id
              FROM (SELECT user_id, SUM(close_friend) AS n FROM relation GROUP BY user_id) r
              LEFT JOIN follow_counter c ON c.user_id = r.user_id
              WHERE COALESCE(c.close_friends, 0) <> r.n
              """),
          new Check(
              "counts of %s have no rows",
              """
              SELECT c.user_id FROM follow_counter c
              LEFT JOIN relation r ON r.user_id = c.user_id
              WHERE r.user_id IS NULL
                AND (c.following <> 0 OR c.followers <> 0 OR c.close_friends <> 0
                  OR c.following_hidden <> 0 OR c.followers_hidden <> 0)
              """),
          new Check(
              "%s has something with somebody who blocks it",
              """
              SELECT user_id FROM relation
              WHERE blocked_by = 1 AND (following = 1 OR requested = 1 OR muting_posts = 1
                OR muting_stories = 1 OR restricting = 1 OR close_friend = 1 OR favourite = 1)
              """),
          new Check(
              "a list of %s has somebody who does not belong there",
              """
              SELECT l.user_id FROM listed l
              LEFT JOIN relation r ON r.user_id = l.user_id AND r.other_id = l.other_id
              WHERE COALESCE(CASE l.list
                  WHEN 1 THEN r.blocking
                  WHEN 4 THEN GREATEST(r.muting_posts, r.muting_stories)
                  WHEN 5 THEN r.restricting
                  WHEN 6 THEN r.close_friend
                  WHEN 7 THEN r.favourite
                END, 0) = 0
              """),
          new Check(
              "the lists of %s do not have all who belong there",
              """
              SELECT r.user_id
              FROM (
                SELECT user_id, SUM(blocking + GREATEST(muting_posts, muting_stories)
                  + restricting + close_friend + favourite) AS n
                FROM relation GROUP BY user_id) r
              LEFT JOIN (SELECT user_id, COUNT(*) AS n FROM listed GROUP BY user_id) l
                ON l.user_id = r.user_id
              WHERE COALESCE(l.n, 0) <> r.n
              """));

  private static final List<Check> MEDIA =
      List.of(
          new Check(
              "post count of %s is not the number of its posts",
              """
              SELECT p.user_id
              FROM (SELECT user_id, SUM(state = 0) AS n FROM post GROUP BY user_id) p
              LEFT JOIN post_counter c ON c.user_id = p.user_id
              WHERE COALESCE(c.posts, 0) <> p.n
              """),
          new Check(
              "likes count of post %s is not the number of its likes",
              """
              SELECT l.post_id
              FROM (
                SELECT user_id, post_id, SUM(hidden_turn % 2 = 0) AS n FROM post_like
                GROUP BY user_id, post_id) l
              LEFT JOIN (
                SELECT user_id, post_id, SUM(likes) AS n FROM post_like_counter
                GROUP BY user_id, post_id) c ON c.user_id = l.user_id AND c.post_id = l.post_id
              WHERE COALESCE(c.n, 0) <> l.n
              """),
          new Check(
              "likes count of post %s has no likes",
              """
              SELECT c.post_id FROM post_like_counter c
              LEFT JOIN post_like l ON l.user_id = c.user_id AND l.post_id = c.post_id
              WHERE l.post_id IS NULL AND c.likes <> 0
              """),
          new Check(
              "a like of post %s is of no post",
              """
              SELECT l.post_id FROM post_like l
              LEFT JOIN post p ON p.user_id = l.user_id AND p.post_id = l.post_id
              WHERE p.post_id IS NULL
              """),
          new Check(
              "saves count of post %s is not the number of its saves",
              """
              SELECT s.post_id
              FROM (
                SELECT user_id, post_id, SUM(saved = 1 AND hidden_turn % 2 = 0) AS n FROM post_save
                GROUP BY user_id, post_id) s
              LEFT JOIN (
                SELECT user_id, post_id, SUM(saves) AS n FROM post_save_counter
                GROUP BY user_id, post_id) c ON c.user_id = s.user_id AND c.post_id = s.post_id
              WHERE COALESCE(c.n, 0) <> s.n
              """),
          new Check(
              "saves count of post %s has no saves",
              """
              SELECT c.post_id FROM post_save_counter c
              LEFT JOIN post_save s ON s.user_id = c.user_id AND s.post_id = c.post_id
              WHERE s.post_id IS NULL AND c.saves <> 0
              """),
          new Check(
              "shares count of post %s is not the number of its shares",
              """
              SELECT s.post_id
              FROM (
                SELECT user_id, post_id, SUM(hidden_turn % 2 = 0) AS n FROM post_share
                GROUP BY user_id, post_id) s
              LEFT JOIN (
                SELECT user_id, post_id, SUM(shares) AS n FROM post_share_counter
                GROUP BY user_id, post_id) c ON c.user_id = s.user_id AND c.post_id = s.post_id
              WHERE COALESCE(c.n, 0) <> s.n
              """),
          new Check(
              "shares count of post %s has no shares",
              """
              SELECT c.post_id FROM post_share_counter c
              LEFT JOIN post_share s ON s.user_id = c.user_id AND s.post_id = c.post_id
              WHERE s.post_id IS NULL AND c.shares <> 0
              """),
          new Check(
              "collection count of %s is not the number of its collections",
              """
              SELECT s.user_id
              FROM (
                SELECT user_id, SUM(deleted = 0) AS n FROM saved_collection
                GROUP BY user_id) s
              LEFT JOIN saved_collection_counter c ON c.user_id = s.user_id
              WHERE COALESCE(c.collections, 0) <> s.n
              """),
          new Check(
              "post %s is in a collection and not saved",
              """
              SELECT i.post_id FROM saved_collection_post i
              LEFT JOIN saved_post s ON s.user_id = i.user_id AND s.post_id = i.post_id
              WHERE COALESCE(s.saved, 0) = 0
              """),
          new Check(
              "post %s has no media",
              """
              SELECT p.post_id FROM post p
              LEFT JOIN post_media m ON m.user_id = p.user_id AND m.post_id = p.post_id
              WHERE m.post_id IS NULL
              """),
          new Check(
              "post %s shows a media that is not there or is another post's",
              """
              SELECT pm.post_id FROM post_media pm
              LEFT JOIN media m ON m.user_id = pm.user_id AND m.media_id = pm.media_id
              WHERE m.media_id IS NULL OR m.post_id <> pm.post_id
              """),
          new Check(
              "post count of hashtag %s is not the number of its posts",
              """
              SELECT t.tag_id FROM hashtag t
              LEFT JOIN (
                SELECT tag_id, SUM(listed) AS n FROM hashtag_post
                GROUP BY tag_id) p ON p.tag_id = t.tag_id
              WHERE t.posts <> COALESCE(p.n, 0)
              """),
          new Check(
              "post count of place %s is not the number of its posts",
              """
              SELECT t.place_id FROM place t
              LEFT JOIN (
                SELECT place_id, SUM(listed) AS n FROM place_post
                GROUP BY place_id) p ON p.place_id = t.place_id
              WHERE t.posts <> COALESCE(p.n, 0)
              """),
          new Check(
              "a hashtag has post %s, which is not published",
              """
              SELECT h.post_id FROM hashtag_post h
              LEFT JOIN post p ON p.user_id = h.author_id AND p.post_id = h.post_id
              WHERE h.listed = 1 AND COALESCE(p.state, 1) <> 0
              """));

  private final Backend backend;

  RowChecks(Backend backend) {
    this.backend = backend;
  }

  void run(Differences differences) {
    check(backend.database(Keyspace.GRAPH), GRAPH, differences);
    check(backend.database(Keyspace.MEDIA), MEDIA, differences);
    check(backend.database(Keyspace.MEDIA), CommentChecks.ALL, differences);
  }

  private static void check(Database database, List<Check> checks, Differences differences) {
    for (Check check : checks) {
      for (long id : database.read(handle -> ids(handle, check.sql()))) {
        differences.add(check.sentence(), id);
      }
    }
  }

  private static List<Long> ids(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).list();
  }
}
