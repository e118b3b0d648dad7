package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListPostLikesRequest;
import tintype.media.v1.ListPostLikesResponse;
import tintype.media.v1.Post;
import tintype.media.v1.UpdatePostRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** A number of likes that is hidden is nobody's business but the author's. */
@OnEveryDatabase
class HiddenLikesIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
  }

  @Test
  void othersSeeNoNumberButTheirOwnLike() {
    Post post = hidden();

    Post liked = rig.like(BEN, post.getId());

    assertThat(post.getLikeCountHidden()).isTrue();
    assertLikes(liked, 0, true);
    assertLikes(rig.get(BEN, post.getId()), 0, true);
    assertLikes(rig.get(CAT, post.getId()), 0, false);
    assertLikes(rig.get(0, post.getId()), 0, false);
    assertLikes(rig.get(ANA, post.getId()), 1, false);
    assertLikes(rig.like(ANA, post.getId()), 2, true);
    assertLikes(rig.unlike(BEN, post.getId()), 0, false);
    assertLikes(rig.get(ANA, post.getId()), 1, true);
  }

  @Test
  void noSurfaceShowsIt() {
    Post post = hidden();
    rig.like(CAT, post.getId());

    var batch = BatchGetPostsRequest.newBuilder().addPostIds(post.getId()).build();
    var grid = ListAccountPostsRequest.newBuilder().setAccountId(Long.toString(ANA)).build();
    assertLikes(rig.posts(BEN).batchGetPosts(batch).getPosts(0), 0, false);
    assertLikes(rig.posts(ANA).batchGetPosts(batch).getPosts(0), 1, false);
    assertLikes(rig.posts(CAT).listAccountPosts(grid).getPosts(0), 0, true);
    assertLikes(rig.posts(ANA).listAccountPosts(grid).getPosts(0), 1, false);
    assertThat(likes(BEN, post)).isEqualTo(ListPostLikesResponse.getDefaultInstance());
    assertThat(likes(CAT, post).getAccountsList()).isEmpty();
    assertThat(likes(ANA, post).getAccountsList()).hasSize(1);
  }

  @Test
  void itCanBeHiddenAndShownLater() {
    Post post = rig.post(ANA);
    rig.like(BEN, post.getId());

    assertLikes(hide(post, true), 1, false);
    assertLikes(rig.get(CAT, post.getId()), 0, false);
    Post shown = hide(post, false);

    assertThat(shown.getEdited()).isFalse();
    assertThat(shown.getUpdateTime()).isEqualTo(post.getUpdateTime());
    assertLikes(rig.get(CAT, post.getId()), 1, false);
    assertThat(likes(CAT, post).getAccountsList()).hasSize(1);
  }

  private static Post hidden() {
    var request =
        CreatePostRequest.newBuilder()
            .addMediaIds(rig.upload(ANA).getId())
            .setLikeCountHidden(true)
            .build();
    return rig.posts(ANA).createPost(request).getPost();
  }

  private static Post hide(Post post, boolean hidden) {
    var request =
        UpdatePostRequest.newBuilder().setPostId(post.getId()).setLikeCountHidden(hidden).build();
    return rig.posts(ANA).updatePost(request).getPost();
  }

  private static ListPostLikesResponse likes(long viewer, Post post) {
    var request = ListPostLikesRequest.newBuilder().setPostId(post.getId()).build();
    return rig.posts(viewer).listPostLikes(request);
  }

  private static void assertLikes(Post post, int likes, boolean liked) {
    assertThat(post.getCounts().getLikes()).isEqualTo(likes);
    assertThat(post.getViewer().getLiked()).isEqualTo(liked);
  }
}
