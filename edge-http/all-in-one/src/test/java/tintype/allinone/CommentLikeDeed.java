package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import tintype.allinone.CommentLikeDeed.Like;
import tintype.media.v1.Comment;
import tintype.media.v1.CommentServiceGrpc;
import tintype.media.v1.Post;

/** People like comments, and no longer. */
final class CommentLikeDeed extends SwitchDeed<Like> {
  private static final int COMMENTS = 2;

  /** Who may like what. */
  record Like(Survivor who, Comment comment) {
    @Override
    public String toString() {
      return who + " " + comment.getId();
    }
  }

  private CommentLikeDeed(List<Like> likes) {
    super(likes);
  }

  static CommentLikeDeed of(Company company) {
    Post post = company.author().post("with likeable comments");
    List<Like> likes = new ArrayList<>();
    for (int i = 0; i < COMMENTS; i++) {
      var create = CommentServiceGrpc.getCreateCommentMethod();
      Comment comment =
          company.fan().send(create, "post_id", post.getId(), "text", "Number " + i).getComment();
      likes.add(new Like(company.author(), comment));
      likes.add(new Like(company.stranger(), comment));
    }
    return new CommentLikeDeed(likes);
  }

  @Override
  String turn(Like like, boolean on) {
    Object[] which = {"post_id", like.comment().getPostId(), "comment_id", like.comment().getId()};
    Comment comment =
        on
            ? like.who().send(CommentServiceGrpc.getLikeCommentMethod(), which).getComment()
            : like.who().send(CommentServiceGrpc.getUnlikeCommentMethod(), which).getComment();
    return "liked " + comment.getViewer().getLiked();
  }

  @Override
  public void check() {
    for (Like like : things()) {
      Comment found =
          like
              .who()
              .send(
                  CommentServiceGrpc.getListCommentsMethod(), "post_id", like.comment().getPostId())
              .getCommentsList()
              .stream()
              .filter(comment -> comment.getId().equals(like.comment().getId()))
              .findFirst()
              .orElseThrow();
      assertThat(found.getViewer().getLiked()).as("liked %s", like).isEqualTo(isOn(like));
      assertThat(found.getCounts().getLikes())
          .as("likes of %s", found.getId())
          .isEqualTo((int) things().stream().filter(one -> isSame(one, like) && isOn(one)).count());
    }
  }

  private static boolean isSame(Like one, Like other) {
    return one.comment().getId().equals(other.comment().getId());
  }
}
