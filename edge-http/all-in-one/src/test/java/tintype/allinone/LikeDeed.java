package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import tintype.account.v1.AccountSummary;
import tintype.allinone.LikeDeed.Like;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;

/** People like posts, and no longer. */
final class LikeDeed extends SwitchDeed<Like> {
  private static final int POSTS = 2;

  /** Who may like what. */
  record Like(Survivor who, Post post) {
    @Override
    public String toString() {
      return who + " " + post.getId();
    }
  }

  private final Survivor author;

  private LikeDeed(Survivor author, List<Like> likes) {
    super(likes);
    this.author = author;
  }

  static LikeDeed of(Company company) {
    List<Like> likes = new ArrayList<>();
    for (int i = 0; i < POSTS; i++) {
      Post post = company.author().post("likeable " + i);
      likes.add(new Like(company.fan(), post));
      likes.add(new Like(company.stranger(), post));
    }
    return new LikeDeed(company.author(), likes);
  }

  @Override
  String turn(Like like, boolean on) {
    String id = like.post().getId();
    Post post =
        on
            ? like.who().send(PostServiceGrpc.getLikePostMethod(), "post_id", id).getPost()
            : like.who().send(PostServiceGrpc.getUnlikePostMethod(), "post_id", id).getPost();
    return "liked " + post.getViewer().getLiked();
  }

  @Override
  public void check() {
    for (Like like : things()) {
      assertThat(like.who().see(like.post()).getViewer().getLiked())
          .as("liked %s", like)
          .isEqualTo(isOn(like));
      List<String> likers =
          things().stream()
              .filter(other -> other.post().equals(like.post()) && isOn(other))
              .map(other -> other.who().id())
              .toList();
      assertThat(author.see(like.post()).getCounts().getLikes())
          .as("likes of %s", like.post().getId())
          .isEqualTo(likers.size());
      var list = PostServiceGrpc.getListPostLikesMethod();
      assertThat(author.send(list, "post_id", like.post().getId()).getAccountsList())
          .extracting(AccountSummary::getId)
          .containsExactlyInAnyOrderElementsOf(likers);
    }
  }
}
