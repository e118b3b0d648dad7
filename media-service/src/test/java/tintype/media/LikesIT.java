package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListPostLikesRequest;
import tintype.media.v1.Post;
import tintype.media.v1.PostLikeChanged;
import tintype.media.v1.UnlikePostRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class LikesIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long PRIVATE = 44;
  private static final long BLOCKER = 66;
  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    rig.accounts.add(PRIVATE, BLOCKER);
    rig.accounts.setPrivate(PRIVATE, true);
    rig.graph.follow(BEN, PRIVATE);
    rig.graph.block(BLOCKER, BEN);
  }

  @Test
  void aLikeIsCountedForAllAndShownToItsGiver() {
    Post post = rig.post(ANA);

    Post liked = rig.like(BEN, post.getId());

    assertThat(liked).isEqualTo(shown(post, 1, true));
    assertThat(rig.get(BEN, post.getId())).isEqualTo(liked);
    assertThat(rig.get(CAT, post.getId())).isEqualTo(shown(post, 1, false));
    assertThat(rig.get(0, post.getId())).isEqualTo(shown(post, 1, false));
  }

  @Test
  void likingTwiceIsLikingOnce() {
    Post post = rig.post(ANA);

    Post first = rig.like(BEN, post.getId());

    assertThat(rig.like(BEN, post.getId())).isEqualTo(first);
    assertThat(rig.like(ANA, post.getId()).getCounts().getLikes()).isEqualTo(2);
    assertThat(rig.like(BEN, post.getId()).getCounts().getLikes()).isEqualTo(2);
  }

  @Test
  void aLikeTakenBackLeavesNothing() {
    Post post = rig.post(ANA);
    rig.like(BEN, post.getId());

    assertThat(rig.unlike(BEN, post.getId())).isEqualTo(post);
    assertThat(rig.unlike(BEN, post.getId())).isEqualTo(post);
    assertThat(rig.like(BEN, post.getId())).isEqualTo(shown(post, 1, true));
  }

  @Test
  void unlikingWhatNobodyLikedChangesNothing() {
    Post post = rig.post(ANA);

    assertThat(rig.unlike(BEN, post.getId())).isEqualTo(post);
    assertThat(news(post)).isEmpty();
  }

  @Test
  void everySurfaceShowsLikes() {
    long author = 77;
    rig.accounts.add(author);
    Post first = rig.post(author);
    Post second = rig.post(author);
    Post third = rig.post(author);
    rig.like(CAT, first.getId());
    rig.like(BEN, first.getId());
    rig.like(CAT, third.getId());

    List<Post> seen =
        List.of(shown(third, 1, false), shown(second, 0, false), shown(first, 2, true));

    var ids = seen.stream().map(Post::getId).toList();
    var batch = BatchGetPostsRequest.newBuilder().addAllPostIds(ids).build();
    assertThat(rig.posts(BEN).batchGetPosts(batch).getPostsList()).isEqualTo(seen);
    var grid = ListAccountPostsRequest.newBuilder().setAccountId(Long.toString(author)).build();
    assertThat(rig.posts(BEN).listAccountPosts(grid).getPostsList()).isEqualTo(seen);
    assertThat(rig.posts(0).listAccountPosts(grid).getPosts(2)).isEqualTo(shown(first, 2, false));
  }

  @Test
  void whatIsNotVisibleIsNotLiked() {
    Post ofPrivate = rig.post(PRIVATE);
    Post ofBlocker = rig.post(BLOCKER);
    Post deleted = rig.post(ANA);
    rig.delete(ANA, deleted.getId());
    Refusal absent = Refusal.of(() -> rig.like(CAT, "1_11"));
    assertThat(absent.codeAndReason()).isEqualTo("NOT_FOUND POST_NOT_FOUND");

    assertRefused(CAT, ofPrivate, absent);
    assertRefused(BEN, ofBlocker, absent);
    assertRefused(ANA, deleted, absent);
    assertThat(rig.get(PRIVATE, ofPrivate.getId())).isEqualTo(ofPrivate);
    assertThat(news(ofPrivate)).isEmpty();
    assertThat(rig.like(BEN, ofPrivate.getId())).isEqualTo(shown(ofPrivate, 1, true));
  }

  private static void assertRefused(long caller, Post post, Refusal refusal) {
    String id = post.getId();
    var list = ListPostLikesRequest.newBuilder().setPostId(id).build();
    assertThat(Refusal.of(() -> rig.like(caller, id))).isEqualTo(refusal);
    assertThat(Refusal.of(() -> rig.unlike(caller, id))).isEqualTo(refusal);
    assertThat(Refusal.of(() -> rig.posts(caller).listPostLikes(list))).isEqualTo(refusal);
  }

  @Test
  void nobodyLikesAndListsNothing() {
    String id = rig.post(ANA).getId();
    var posts = rig.posts(0);
    var like = LikePostRequest.newBuilder().setPostId(id).build();
    var unlike = UnlikePostRequest.newBuilder().setPostId(id).build();
    var list = ListPostLikesRequest.newBuilder().setPostId(id).build();

    assertThat(Refusal.of(() -> posts.likePost(like)).reason()).isEqualTo("TOKEN_MISSING");
    assertThat(Refusal.of(() -> posts.unlikePost(unlike)).reason()).isEqualTo("TOKEN_MISSING");
    assertThat(Refusal.of(() -> posts.listPostLikes(list)).reason()).isEqualTo("TOKEN_MISSING");
  }

  @Test
  void everyChangeOfALikeIsNewsOnce() {
    Post post = rig.post(ANA);
    rig.like(BEN, post.getId());
    rig.like(BEN, post.getId());
    rig.unlike(BEN, post.getId());
    rig.unlike(BEN, post.getId());

    assertThat(news(post)).extracting(PostLikeChanged::getLiked).containsExactly(true, false);
    assertThat(news(post)).extracting(PostLikeChanged::getAccountId).containsOnly(BEN);
    assertThat(news(post)).allMatch(PostLikeChanged::hasChangeTime);
  }

  private static Post shown(Post post, int likes, boolean liked) {
    Post.Builder shown = post.toBuilder();
    shown.getCountsBuilder().setLikes(likes);
    shown.getViewerBuilder().setLiked(liked);
    return shown.build();
  }

  /** What the outbox tells of the likes of a post. */
  private static List<PostLikeChanged> news(Post post) {
    long id = Long.parseLong(post.getId().substring(0, post.getId().indexOf('_')));
    return database
        .database(Keyspace.MEDIA)
        .read(
            handle ->
                handle
                    .createQuery("SELECT payload FROM outbox WHERE kind = ? ORDER BY id")
                    .bind(0, "PostLikeChanged")
                    .map((row, context) -> parse(row.getBytes(1)))
                    .filter(change -> change.getPostId() == id)
                    .list());
  }

  private static PostLikeChanged parse(byte[] payload) {
    try {
      return PostLikeChanged.parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
