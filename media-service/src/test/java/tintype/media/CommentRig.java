package tintype.media;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import tintype.media.v1.Comment;
import tintype.media.v1.CreateCommentRequest;
import tintype.media.v1.DeleteCommentRequest;
import tintype.media.v1.LikeCommentRequest;
import tintype.media.v1.ListCommentsRequest;
import tintype.media.v1.ListCommentsResponse;
import tintype.media.v1.ListRepliesRequest;
import tintype.media.v1.ListRepliesResponse;
import tintype.media.v1.PinCommentRequest;
import tintype.media.v1.UnlikeCommentRequest;
import tintype.media.v1.UnpinCommentRequest;
import tintype.media.v1.UpdateCommentRequest;
import tintype.platform.rpc.IdText;
import tintype.platform.sql.Keyspace;
import tintype.testkit.TestDatabase;

/** How accounts comment, over a {@link MediaRig}, and what the rows say then. */
record CommentRig(MediaRig rig, TestDatabase database) {
  /** Rows of one post that contradict each other: a sentence for each. */
  private static final List<String> CONTRADICTIONS =
      List.of(
          """
          SELECT 'replies are not counted' FROM post_comment t
          WHERE t.user_id = :author AND t.post_id = :post AND t.replies <>
            (SELECT COUNT(*) FROM post_comment r WHERE r.user_id = t.user_id
              AND r.post_id = t.post_id AND r.thread_id = t.comment_id AND r.state = 0)
          """,
          """
          SELECT 'hidden replies are not counted' FROM post_comment t
          WHERE t.user_id = :author AND t.post_id = :post AND t.hidden_replies <>
            (SELECT COUNT(*) FROM post_comment r WHERE r.user_id = t.user_id
              AND r.post_id = t.post_id AND r.thread_id = t.comment_id AND r.state = 0
              AND r.hidden_turn % 2 = 1)
          """,
          """
          SELECT 'a placeholder stands for nothing' FROM post_comment
          WHERE user_id = :author AND post_id = :post AND state = 1
            AND (replies = 0 OR body <> '')
          """,
          """
          SELECT 'a reply is in no thread' FROM post_comment r
          LEFT JOIN post_comment t ON t.user_id = r.user_id AND t.comment_id = r.thread_id
          WHERE r.user_id = :author AND r.post_id = :post AND r.thread_id <> 0
            AND t.comment_id IS NULL
          """,
          """
          SELECT 'a pin is of nothing' FROM comment_pin p
          LEFT JOIN post_comment c ON c.user_id = p.user_id AND c.comment_id = p.comment_id
          WHERE p.user_id = :author AND p.post_id = :post
            AND (c.comment_id IS NULL OR c.state <> 0)
          """,
          """
          SELECT 'a counter is below 0' FROM post_comment_counter
          WHERE user_id = :author AND post_id = :post AND comments < 0
          """);

  /** What is counted of some things, from their rows and from their counters. */
  private record Counted(String what, String rows, String counters) {}

  private static final List<Counted> COUNTED =
      List.of(
          new Counted(
              "its comments are not counted",
              """
              SELECT post_id, COUNT(*) FROM post_comment
              WHERE user_id = :author AND post_id = :post AND state = 0 AND hidden_turn % 2 = 0
              GROUP BY post_id
              """,
              """
              SELECT post_id, SUM(comments) FROM post_comment_counter
              WHERE user_id = :author AND post_id = :post GROUP BY post_id
              """),
          new Counted(
              "likes are not counted",
              """
              SELECT c.comment_id, COUNT(*) FROM post_comment c
              JOIN comment_like l ON l.user_id = c.user_id AND l.comment_id = c.comment_id
              WHERE c.user_id = :author AND c.post_id = :post AND c.state = 0
                AND l.hidden_turn % 2 = 0
              GROUP BY c.comment_id
              """,
              """
              SELECT c.comment_id, SUM(n.likes) FROM post_comment c
              JOIN comment_like_counter n ON n.user_id = c.user_id AND n.comment_id = c.comment_id
              WHERE c.user_id = :author AND c.post_id = :post AND c.state = 0 GROUP BY c.comment_id
              """));

  static CreateCommentRequest request(String post, String text) {
    return CreateCommentRequest.newBuilder()
        .setPostId(post)
        .setText(text)
        .setRequestId(UUID.randomUUID().toString())
        .build();
  }

  Comment create(long account, CreateCommentRequest request) {
    return rig.comments(account).createComment(request).getComment();
  }

  Comment comment(long account, String post, String text) {
    return create(account, request(post, text));
  }

  Comment reply(long account, Comment to, String text) {
    return create(
        account, request(to.getPostId(), text).toBuilder().setReplyTo(to.getId()).build());
  }

  Comment edit(long account, Comment comment, String text) {
    var request =
        UpdateCommentRequest.newBuilder()
            .setPostId(comment.getPostId())
            .setCommentId(comment.getId())
            .setText(text)
            .build();
    return rig.comments(account).updateComment(request).getComment();
  }

  void delete(long account, Comment comment) {
    rig.comments(account)
        .deleteComment(
            DeleteCommentRequest.newBuilder()
                .setPostId(comment.getPostId())
                .setCommentId(comment.getId())
                .build());
  }

  Comment like(long account, Comment comment) {
    var request =
        LikeCommentRequest.newBuilder()
            .setPostId(comment.getPostId())
            .setCommentId(comment.getId())
            .build();
    return rig.comments(account).likeComment(request).getComment();
  }

  Comment unlike(long account, Comment comment) {
    var request =
        UnlikeCommentRequest.newBuilder()
            .setPostId(comment.getPostId())
            .setCommentId(comment.getId())
            .build();
    return rig.comments(account).unlikeComment(request).getComment();
  }

  Comment pin(long account, Comment comment) {
    var request =
        PinCommentRequest.newBuilder()
            .setPostId(comment.getPostId())
            .setCommentId(comment.getId())
            .build();
    return rig.comments(account).pinComment(request).getComment();
  }

  Comment unpin(long account, Comment comment) {
    var request =
        UnpinCommentRequest.newBuilder()
            .setPostId(comment.getPostId())
            .setCommentId(comment.getId())
            .build();
    return rig.comments(account).unpinComment(request).getComment();
  }

  ListCommentsResponse page(long viewer, String post, int size, String token) {
    return rig.comments(viewer)
        .listComments(
            ListCommentsRequest.newBuilder()
                .setPostId(post)
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  ListRepliesResponse replies(long viewer, Comment thread, int size, String token) {
    return rig.comments(viewer)
        .listReplies(
            ListRepliesRequest.newBuilder()
                .setPostId(thread.getPostId())
                .setCommentId(thread.getId())
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }

  /** What begins threads, as a viewer sees it. */
  List<Comment> comments(long viewer, String post) {
    return page(viewer, post, 100, "").getCommentsList();
  }

  List<Comment> replies(long viewer, Comment thread) {
    return replies(viewer, thread, 100, "").getRepliesList();
  }

  static List<String> texts(List<Comment> comments) {
    return comments.stream().map(Comment::getText).toList();
  }

  /** How many a post shows that it has. */
  int count(long viewer, String post) {
    return rig.get(viewer, post).getCounts().getComments();
  }

  /** What the rows of a post say against each other. */
  List<String> contradictions(String post) {
    IdText.Owned ref = IdText.parseOwned("post", post);
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle -> {
              List<String> found = new ArrayList<>();
              for (String query : CONTRADICTIONS) {
                handle
                    .createQuery(query)
                    .bind("author", ref.owner())
                    .bind("post", ref.id())
                    .mapTo(String.class)
                    .forEach(found::add);
              }
              for (Counted counted : COUNTED) {
                if (!counts(handle, counted.rows(), ref)
                    .equals(counts(handle, counted.counters(), ref))) {
                  found.add(counted.what());
                }
              }
              return found;
            });
  }

  /** Other numbers than 0, by what has them. */
  private static Map<Long, Long> counts(Handle handle, String query, IdText.Owned post) {
    Map<Long, Long> counts = new HashMap<>();
    handle
        .createQuery(query)
        .bind("author", post.owner())
        .bind("post", post.id())
        .map((row, context) -> Map.entry(row.getLong(1), row.getLong(2)))
        .forEach(count -> counts.put(count.getKey(), count.getValue()));
    counts.values().removeIf(count -> count == 0);
    return counts;
  }

  /** Rows of a table that have the comment's id. */
  int rows(String table, Comment comment) {
    IdText.Owned ref = IdText.parseOwned("comment", comment.getId());
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT COUNT(*) FROM " + table + " WHERE user_id = ? AND comment_id = ?")
                    .bind(0, ref.owner())
                    .bind(1, ref.id())
                    .mapTo(Integer.class)
                    .one());
  }
}
