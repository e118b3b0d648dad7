package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.FieldMask;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.ReinstateRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAccountServiceGrpc;
import tintype.account.v1.SuspendRequest;
import tintype.account.v1.UpdateProfileRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.FollowHashtagRequest;
import tintype.media.v1.GetHashtagRequest;
import tintype.media.v1.GetPlaceRequest;
import tintype.media.v1.Hashtag;
import tintype.media.v1.LikePostRequest;
import tintype.media.v1.ListHashtagPostsRequest;
import tintype.media.v1.ListPlacePostsRequest;
import tintype.media.v1.ListTaggedPostsRequest;
import tintype.media.v1.Mention;
import tintype.media.v1.PeopleTag;
import tintype.media.v1.Place;
import tintype.media.v1.Post;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.TopicOrder.Order;
import tintype.media.v1.TopicServiceGrpc;
import tintype.media.v1.UnfollowHashtagRequest;
import tintype.media.v1.UpdatePostRequest;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;
import tintype.testkit.Pictures;

/** What a post says, and how it is found by that. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class TopicStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Place HARBOUR =
      Place.newBuilder().setName("Nyhavn").setLatitude(55.6798).setLongitude(12.5914).build();

  @Parameter Way way;
  private Person ana;
  private Person ben;

  /** With letters that a path has to escape, and of this test alone. */
  private String tag;

  @BeforeEach
  void register() {
    ana = Person.register(SYSTEM.enter(way));
    ben = Person.register(SYSTEM.enter(way));
    tag = "café_" + ana.account().getUsername();
  }

  @Test
  void aPostSaysWhereItIsAndWhoIsThere() {
    Post post = postOfBoth();

    assertThat(post.getHashtagsList()).containsExactly(tag);
    assertThat(post.getMentionsList()).containsExactly(mention(ben));
    assertThat(post.getPlace().toBuilder().clearId().build()).isEqualTo(HARBOUR);
    assertThat(post.getPeopleTagsList())
        .containsExactly(
            PeopleTag.newBuilder()
                .setAccountId(ben.id())
                .setUsername(ben.account().getUsername())
                .setMediaId(post.getMedia(0).getId())
                .setX(0.5)
                .setY(0.25)
                .build());
  }

  @Test
  void aPostIsFoundByWhatItSays() {
    Post post = postOfBoth();

    Eventually.awaitPass(
        SOON,
        () -> {
          assertThat(hashtagPosts(Order.LATEST)).containsExactly(post.getId());
          assertThat(placePosts(post)).contains(post.getId());
          assertThat(taggedPosts()).containsExactly(post.getId());
          assertThat(hashtag().getCounts().getPosts()).isEqualTo(1);
        });
    var place = GetPlaceRequest.newBuilder().setPlaceId(post.getPlace().getId()).build();
    assertThat(ben.call(TopicServiceGrpc.getGetPlaceMethod(), place).getPlace().getName())
        .isEqualTo("Nyhavn");

    edit(post, UpdatePostRequest.newBuilder().setCaption("nothing"));
    edit(
        post,
        UpdatePostRequest.newBuilder()
            .setUpdateMask(FieldMask.newBuilder().addPaths("place").addPaths("people_tags")));

    assertThat(hashtagPosts(Order.LATEST)).isEmpty();
    assertThat(placePosts(post)).doesNotContain(post.getId());
    assertThat(taggedPosts()).isEmpty();
    Eventually.awaitPass(SOON, () -> assertThat(hashtag().getCounts().getPosts()).isZero());
  }

  @Test
  void theBestLikedComeFirst() {
    Post first = ana.post("#" + tag);
    Post second = ana.post("#" + tag + " again");
    ben.call(
        PostServiceGrpc.getLikePostMethod(),
        LikePostRequest.newBuilder().setPostId(first.getId()).build());

    Eventually.awaitPass(
        SOON,
        () -> {
          assertThat(hashtagPosts(Order.LATEST)).containsExactly(second.getId(), first.getId());
          assertThat(hashtagPosts(Order.TOP)).containsExactly(first.getId(), second.getId());
        });
  }

  @Test
  void privatePostsAreOnNobodysPage() {
    Post post = postOfBoth();
    Eventually.awaitPass(SOON, () -> assertThat(hashtagPosts(Order.LATEST)).hasSize(1));

    var goPrivate = UpdateProfileRequest.newBuilder().setPrivate(true).build();
    ana.call(AccountServiceGrpc.getUpdateProfileMethod(), goPrivate);

    assertThat(hashtagPosts(Order.LATEST)).isEmpty();
    assertThat(hashtagPosts(Order.TOP)).isEmpty();
    assertThat(placePosts(post)).doesNotContain(post.getId());
    assertThat(taggedPosts()).isEmpty();
  }

  @Test
  void postsOfTheSuspendedAreNotCounted() {
    Person mia = Staff.appoint(SYSTEM, Person.register(SYSTEM.enter(way)), Role.MODERATOR);
    ana.post("#" + tag);
    ben.post("#" + tag);
    awaitCount(2);

    var suspend = SuspendRequest.newBuilder().setAccountId(ana.id()).setReason("spam").build();
    mia.call(StaffAccountServiceGrpc.getSuspendMethod(), suspend);
    awaitCount(1);

    var back = ReinstateRequest.newBuilder().setAccountId(ana.id()).setReason("not so").build();
    mia.call(StaffAccountServiceGrpc.getReinstateMethod(), back);
    awaitCount(2);
  }

  private void awaitCount(int posts) {
    Eventually.awaitPass(SOON, () -> assertThat(hashtag().getCounts().getPosts()).isEqualTo(posts));
  }

  @Test
  void aHashtagIsFollowedUntilItIsNot() {
    var follow = FollowHashtagRequest.newBuilder().setHashtag(tag.toUpperCase()).build();
    var unfollow = UnfollowHashtagRequest.newBuilder().setHashtag(tag).build();

    Hashtag followed = ben.call(TopicServiceGrpc.getFollowHashtagMethod(), follow).getHashtag();
    assertThat(followed.getName()).isEqualTo(tag);
    assertThat(followed.getViewer().getFollowing()).isTrue();
    assertThat(hashtag()).isEqualTo(followed);

    Hashtag unfollowed =
        ben.call(TopicServiceGrpc.getUnfollowHashtagMethod(), unfollow).getHashtag();
    assertThat(unfollowed.getViewer().getFollowing()).isFalse();
    assertThat(hashtag()).isEqualTo(unfollowed);
  }

  @Test
  void whatIsNoHashtagIsRefused() {
    var digits = GetHashtagRequest.newBuilder().setHashtag("2024").build();

    assertThat(
            Refused.by(() -> ben.call(TopicServiceGrpc.getGetHashtagMethod(), digits))
                .codeAndReason())
        .isEqualTo("INVALID_ARGUMENT INVALID_FIELD");
  }

  private Post postOfBoth() {
    String picture = ana.upload(Pictures.jpeg(64, 48, 9)).getId();
    var request =
        CreatePostRequest.newBuilder()
            .addMediaIds(picture)
            .setCaption("With @" + ben.account().getUsername() + " #" + tag.toUpperCase())
            .setPlace(HARBOUR)
            .addPeopleTags(
                PeopleTag.newBuilder()
                    .setAccountId(ben.id())
                    .setMediaId(picture)
                    .setX(0.5)
                    .setY(0.25));
    return ana.call(PostServiceGrpc.getCreatePostMethod(), request.build()).getPost();
  }

  private void edit(Post post, UpdatePostRequest.Builder request) {
    ana.call(PostServiceGrpc.getUpdatePostMethod(), request.setPostId(post.getId()).build());
  }

  private static Mention mention(Person person) {
    return Mention.newBuilder()
        .setAccountId(person.id())
        .setUsername(person.account().getUsername())
        .build();
  }

  private Hashtag hashtag() {
    var request = GetHashtagRequest.newBuilder().setHashtag(tag).build();
    return ben.call(TopicServiceGrpc.getGetHashtagMethod(), request).getHashtag();
  }

  private List<String> hashtagPosts(Order order) {
    var request = ListHashtagPostsRequest.newBuilder().setHashtag(tag).setOrder(order).build();
    return ids(ben.call(TopicServiceGrpc.getListHashtagPostsMethod(), request).getPostsList());
  }

  private List<String> placePosts(Post post) {
    var request = ListPlacePostsRequest.newBuilder().setPlaceId(post.getPlace().getId()).build();
    return ids(ben.call(TopicServiceGrpc.getListPlacePostsMethod(), request).getPostsList());
  }

  private List<String> taggedPosts() {
    var request = ListTaggedPostsRequest.newBuilder().setAccountId("me").build();
    return ids(ben.call(PostServiceGrpc.getListTaggedPostsMethod(), request).getPostsList());
  }

  private static List<String> ids(List<Post> posts) {
    return posts.stream().map(Post::getId).toList();
  }
}
