package tintype.benchmarks.social;

import java.util.Locale;
import java.util.UUID;
import tintype.benchmarks.Target;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.CreateCommentRequest;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.platform.rpc.IdText.Owned;

/** What many people do to one post, and where it is counted. */
enum Engagement {
  LIKES("SELECT COUNT(*) FROM post_like WHERE user_id = ? AND post_id = ?") {
    @Override
    void write(Target target, Owned post, long account) {
      PostServiceGrpc.newBlockingStub(target.actingFor("media", account))
          .likePost(LikePostRequest.newBuilder().setPostId(post.toString()).build());
    }

    @Override
    int counted(Post.Counts counts) {
      return counts.getLikes();
    }
  },

  COMMENTS("SELECT COUNT(*) FROM post_comment WHERE user_id = ? AND post_id = ? AND state = 0") {
    @Override
    void write(Target target, Owned post, long account) {
      CommentServiceGrpc.newBlockingStub(target.actingFor("media", account))
          .createComment(
              CreateCommentRequest.newBuilder()
                  .setPostId(post.toString())
                  .setText("What a light! Where was that, and when?")
                  .setRequestId(UUID.randomUUID().toString())
                  .build());
    }

    @Override
    int counted(Post.Counts counts) {
      return counts.getComments();
    }
  };

  private final String rowsSql;

  Engagement(String rowsSql) {
    this.rowsSql = rowsSql;
  }

  abstract void write(Target target, Owned post, long account);

  abstract int counted(Post.Counts counts);

  /** Counts the rows of a post, by its author and its id. */
  String rowsSql() {
    return rowsSql;
  }

  /** In lower case. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
