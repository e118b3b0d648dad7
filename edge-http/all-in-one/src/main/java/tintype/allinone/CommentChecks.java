package tintype.allinone;

import java.util.List;
import tintype.allinone.RowChecks.Check;

/** Comments and their likes against their counters, threads, pins and posts. */
final class CommentChecks {
  static final List<Check> ALL =
      List.of(
          new Check(
              "comments count of post %s is not the number of its comments",
              """
              SELECT s.post_id
              FROM (
                SELECT user_id, post_id, SUM(state = 0 AND hidden_turn % 2 = 0) AS n
                FROM post_comment GROUP BY user_id, post_id) s
              LEFT JOIN (
                SELECT user_id, post_id, SUM(comments) AS n FROM post_comment_counter
                GROUP BY user_id, post_id) c ON c.user_id = s.user_id AND c.post_id = s.post_id
              WHERE COALESCE(c.n, 0) <> s.n
              """),
          new Check(
              "comments count of post %s has no comments",
              """
              SELECT c.post_id FROM post_comment_counter c
              LEFT JOIN post_comment s ON s.user_id = c.user_id AND s.post_id = c.post_id
              WHERE s.comment_id IS NULL AND c.comments <> 0
              """),
          new Check(
              "replies count of comment %s is not the number of its replies",
              """
              SELECT t.comment_id FROM post_comment t
              LEFT JOIN (
                SELECT user_id, thread_id, SUM(state = 0) AS n FROM post_comment
                GROUP BY user_id, thread_id) r
                ON r.user_id = t.user_id AND r.thread_id = t.comment_id
              WHERE t.replies <> COALESCE(r.n, 0)
              """),
          new Check(
              "hidden replies count of comment %s is not the number of its hidden replies",
              """
              SELECT t.comment_id FROM post_comment t
              LEFT JOIN (
                SELECT user_id, thread_id, SUM(state = 0 AND hidden_turn % 2 = 1) AS n
                FROM post_comment GROUP BY user_id, thread_id) r
                ON r.user_id = t.user_id AND r.thread_id = t.comment_id
              WHERE t.hidden_replies <> COALESCE(r.n, 0)
              """),
          new Check(
              "comment %s is a placeholder for nothing",
              "SELECT comment_id FROM post_comment WHERE state = 1 AND replies = 0"),
          new Check(
              "reply %s is in no thread",
              """
              SELECT r.comment_id FROM post_comment r
              LEFT JOIN post_comment t ON t.user_id = r.user_id AND t.comment_id = r.thread_id
                AND t.post_id = r.post_id AND t.thread_id = 0
              WHERE r.thread_id <> 0 AND t.comment_id IS NULL
              """),
          new Check(
              "comment %s is under no post",
              """
              SELECT s.comment_id FROM post_comment s
              LEFT JOIN post p ON p.user_id = s.user_id AND p.post_id = s.post_id
              WHERE p.post_id IS NULL
              """),
          new Check(
              "comment %s is pinned and not there",
              """
              SELECT n.comment_id FROM comment_pin n
              LEFT JOIN post_comment s ON s.user_id = n.user_id AND s.comment_id = n.comment_id
              WHERE COALESCE(s.state, 1) <> 0
              """),
          new Check(
              "likes count of comment %s is not the number of its likes",
              """
              SELECT l.comment_id
              FROM (
                SELECT user_id, comment_id, SUM(hidden_turn % 2 = 0) AS n FROM comment_like
                GROUP BY user_id, comment_id) l
              LEFT JOIN (
                SELECT user_id, comment_id, SUM(likes) AS n FROM comment_like_counter
                GROUP BY user_id, comment_id) c
                ON c.user_id = l.user_id AND c.comment_id = l.comment_id
              LEFT JOIN comment_remains m
                ON m.user_id = l.user_id AND m.comment_id = l.comment_id
              WHERE m.comment_id IS NULL AND COALESCE(c.n, 0) <> l.n
              """),
          new Check(
              "likes count of comment %s has no likes",
              """
              SELECT c.comment_id FROM comment_like_counter c
              LEFT JOIN comment_like l ON l.user_id = c.user_id AND l.comment_id = c.comment_id
              LEFT JOIN comment_remains m
                ON m.user_id = c.user_id AND m.comment_id = c.comment_id
              WHERE l.comment_id IS NULL AND m.comment_id IS NULL AND c.likes <> 0
              """),
          new Check(
              "a like of comment %s is of no comment",
              """
              SELECT l.comment_id FROM comment_like l
              LEFT JOIN post_comment s ON s.user_id = l.user_id AND s.comment_id = l.comment_id
              LEFT JOIN comment_remains m
                ON m.user_id = l.user_id AND m.comment_id = l.comment_id
              WHERE m.comment_id IS NULL AND COALESCE(s.state, 1) <> 0
              """));

  private CommentChecks() {}
}
