package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.GetAccountRequest;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.media.v1.ArchivePostRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.GetPostRequest;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListArchivedPostsRequest;
import tintype.media.v1.ListDeletedPostsRequest;
import tintype.media.v1.PinPostRequest;
import tintype.media.v1.Post;
import tintype.media.v1.Post.Audience;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.RestorePostRequest;
import tintype.media.v1.UnarchivePostRequest;
import tintype.media.v1.UnpinPostRequest;
import tintype.media.v1.UpdatePostRequest;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;
import tintype.testkit.Pictures;

/** People put posts away, take them out again, and choose who sees them. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class PostStatesStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Duration SOON = Duration.ofSeconds(5);

  @Parameter Way way;
  private Person ana;
  private Person reader;
  private Person stranger;

  @BeforeEach
  void register() {
    Calls calls = SYSTEM.enter(way);
    ana = Person.register(calls);
    reader = Person.register(calls);
    stranger = Person.register(calls);
    reader.follow(ana);
  }

  @Test
  void whatIsArchivedLeavesTheFeedAndComesBackInItsPlace() {
    Post one = ana.post("one");
    Post two = ana.post("two");
    Post three = ana.post("three");
    awaitFeed(three, two, one);

    Post archived = archive(two);

    assertThat(archived.getArchived()).isTrue();
    assertThat(feed(ana)).containsExactly(three, one);
    awaitFeed(three, one);
    assertThat(grid(reader)).containsExactly(three, one);
    assertThat(get(ana, two)).isEqualTo(archived);
    assertThat(Refused.by(() -> get(reader, two)).codeAndReason())
        .isEqualTo("NOT_FOUND POST_NOT_FOUND");
    assertThat(archive()).containsExactly(archived);
    awaitCount(2);

    assertThat(unarchive(two)).isEqualTo(two);
    assertThat(feed(ana)).containsExactly(three, two, one);
    awaitFeed(three, two, one);
    assertThat(archive()).isEmpty();
    awaitCount(3);
  }

  @Test
  void whatIsDeletedCanBeHadBack() {
    Post one = ana.post("one");
    Post two = ana.post("two");
    ana.delete(one);
    ana.delete(two);
    awaitFeed();

    assertThat(bin()).extracting(Post::getId).containsExactly(two.getId(), one.getId());
    assertThat(bin()).allMatch(Post::hasDeleteTime);
    assertThat(restore(one)).isEqualTo(one);
    assertThat(restore(one)).isEqualTo(one);

    assertThat(bin()).extracting(Post::getId).containsExactly(two.getId());
    assertThat(feed(ana)).containsExactly(one);
    awaitFeed(one);
    assertThat(
            Refused.by(() -> stranger.call(PostServiceGrpc.getRestorePostMethod(), of(two)))
                .codeAndReason())
        .isEqualTo("NOT_FOUND POST_NOT_FOUND");
  }

  @Test
  void pinnedPostsStandFirst() {
    Post one = ana.post("one");
    Post two = ana.post("two");
    Post three = ana.post("three");

    Post pinned = pin(one);

    assertThat(pinned.getPinned()).isTrue();
    assertThat(grid(stranger)).containsExactly(pinned, three, two);
    assertThat(grid(ana)).containsExactly(pinned, three, two);
    var unpin = UnpinPostRequest.newBuilder().setPostId(one.getId()).build();
    assertThat(ana.call(PostServiceGrpc.getUnpinPostMethod(), unpin).getPost()).isEqualTo(one);
    assertThat(grid(stranger)).containsExactly(three, two, one);
  }

  @Test
  void noMoreThanThreeArePinned() {
    for (int i = 0; i < 3; i++) {
      pin(ana.post("Post " + i));
    }
    Post fourth = ana.post("fourth");

    Refused refused = Refused.by(() -> pin(fourth));

    assertThat(refused.codeAndReason()).isEqualTo("FAILED_PRECONDITION PINNED_POSTS_FULL");
    assertThat(refused.metadata()).containsEntry("limit", "3");
  }

  @Test
  void whatIsForFollowersIsForThemAlone() {
    Post open = ana.post("for all");
    Post closed = post(Audience.FOLLOWERS);

    awaitFeed(closed, open);
    assertThat(grid(reader)).containsExactly(closed, open);
    assertThat(grid(stranger)).containsExactly(open);
    assertThat(Refused.by(() -> get(stranger, closed)).codeAndReason())
        .isEqualTo("NOT_FOUND POST_NOT_FOUND");

    Post narrowed = show(open, Audience.CLOSE_FRIENDS);
    assertThat(grid(reader)).containsExactly(closed);
    assertThat(grid(stranger)).isEmpty();
    assertThat(grid(ana)).containsExactly(closed, narrowed);
    awaitFeed(closed);
    assertThat(show(open, Audience.EVERYONE)).isEqualTo(open);
    awaitFeed(closed, open);
  }

  @Test
  void aHiddenNumberOfLikesIsForItsAuthor() {
    Post post = ana.post("liked");
    var like = LikePostRequest.newBuilder().setPostId(post.getId()).build();
    reader.call(PostServiceGrpc.getLikePostMethod(), like);
    var hide = UpdatePostRequest.newBuilder().setPostId(post.getId()).setLikeCountHidden(true);

    Post hidden = ana.call(PostServiceGrpc.getUpdatePostMethod(), hide.build()).getPost();

    assertThat(hidden.getLikeCountHidden()).isTrue();
    assertThat(hidden.getCounts().getLikes()).isEqualTo(1);
    assertThat(get(reader, post).getCounts().getLikes()).isZero();
    assertThat(get(reader, post).getViewer().getLiked()).isTrue();
  }

  private Post post(Audience audience) {
    var request =
        CreatePostRequest.newBuilder()
            .addMediaIds(ana.upload(Pictures.jpeg(40, 30, 8)).getId())
            .setAudience(audience)
            .build();
    return ana.call(PostServiceGrpc.getCreatePostMethod(), request).getPost();
  }

  private Post show(Post post, Audience audience) {
    var request =
        UpdatePostRequest.newBuilder().setPostId(post.getId()).setAudience(audience).build();
    return ana.call(PostServiceGrpc.getUpdatePostMethod(), request).getPost();
  }

  private Post archive(Post post) {
    var request = ArchivePostRequest.newBuilder().setPostId(post.getId()).build();
    return ana.call(PostServiceGrpc.getArchivePostMethod(), request).getPost();
  }

  private Post unarchive(Post post) {
    var request = UnarchivePostRequest.newBuilder().setPostId(post.getId()).build();
    return ana.call(PostServiceGrpc.getUnarchivePostMethod(), request).getPost();
  }

  private Post restore(Post post) {
    return ana.call(PostServiceGrpc.getRestorePostMethod(), of(post)).getPost();
  }

  private static RestorePostRequest of(Post post) {
    return RestorePostRequest.newBuilder().setPostId(post.getId()).build();
  }

  private Post pin(Post post) {
    var request = PinPostRequest.newBuilder().setPostId(post.getId()).build();
    return ana.call(PostServiceGrpc.getPinPostMethod(), request).getPost();
  }

  private static Post get(Person viewer, Post post) {
    var request = GetPostRequest.newBuilder().setPostId(post.getId()).build();
    return viewer.call(PostServiceGrpc.getGetPostMethod(), request).getPost();
  }

  private List<Post> archive() {
    var request = ListArchivedPostsRequest.getDefaultInstance();
    return ana.call(PostServiceGrpc.getListArchivedPostsMethod(), request).getPostsList();
  }

  private List<Post> bin() {
    var request = ListDeletedPostsRequest.getDefaultInstance();
    return ana.call(PostServiceGrpc.getListDeletedPostsMethod(), request).getPostsList();
  }

  private List<Post> grid(Person viewer) {
    var request = ListAccountPostsRequest.newBuilder().setAccountId(ana.id()).build();
    return viewer.call(PostServiceGrpc.getListAccountPostsMethod(), request).getPostsList();
  }

  private static List<Post> feed(Person viewer) {
    var request = ListHomePostsRequest.getDefaultInstance();
    return viewer.call(FeedServiceGrpc.getListHomePostsMethod(), request).getPostsList();
  }

  private void awaitFeed(Post... posts) {
    Eventually.awaitPass(SOON, () -> assertThat(feed(reader)).containsExactly(posts));
  }

  private void awaitCount(int posts) {
    var request = GetAccountRequest.newBuilder().setAccountId(ana.id()).build();
    Eventually.awaitPass(
        SOON,
        () ->
            assertThat(
                    ana.call(AccountServiceGrpc.getGetAccountMethod(), request)
                        .getAccount()
                        .getCounts()
                        .getPosts())
                .isEqualTo(posts));
  }
}
