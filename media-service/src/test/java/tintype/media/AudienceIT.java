package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import com.google.protobuf.FieldMask;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.media.v1.BatchGetPostsRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListAccountPostsResponse;
import tintype.media.v1.Post;
import tintype.media.v1.Post.Audience;
import tintype.media.v1.UpdatePostRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Whom a post is for. Ben follows Ana; a close friend and Cat do not. */
@OnEveryDatabase
class AudienceIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long MIXED = 41;
  private static final long PRIVATE = 44;
  private static final long FRIEND = 55;
  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    rig.accounts.add(MIXED, PRIVATE, FRIEND);
    rig.accounts.setPrivate(PRIVATE, true);
    rig.graph.follow(BEN, ANA);
    rig.graph.follow(BEN, MIXED);
    rig.graph.follow(BEN, PRIVATE);
    rig.graph.addCloseFriend(ANA, FRIEND);
    rig.graph.addCloseFriend(PRIVATE, FRIEND);
  }

  @Test
  void aPostIsForEveryoneUnlessItSaysOtherwise() {
    assertThat(create(ANA, Audience.AUDIENCE_UNSPECIFIED).getAudience())
        .isEqualTo(Audience.EVERYONE);
    assertThat(create(ANA, Audience.EVERYONE).getAudience()).isEqualTo(Audience.EVERYONE);
  }

  @Test
  void whatIsForFollowersLooksAbsentToOthers() {
    Post post = create(ANA, Audience.FOLLOWERS);
    Refusal absent = Refusal.of(() -> rig.get(CAT, "1_11"));

    assertThat(post.getAudience()).isEqualTo(Audience.FOLLOWERS);
    assertThat(rig.get(BEN, post.getId())).isEqualTo(post);
    assertThat(rig.get(ANA, post.getId())).isEqualTo(post);
    assertThat(Refusal.of(() -> rig.get(CAT, post.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.get(0, post.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.like(CAT, post.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.delete(CAT, post.getId()))).isEqualTo(absent);
    var batch = BatchGetPostsRequest.newBuilder().addPostIds(post.getId()).build();
    assertThat(rig.posts(CAT).batchGetPosts(batch).getPostsList()).isEmpty();
    assertThat(rig.posts(BEN).batchGetPosts(batch).getPostsList()).containsExactly(post);
  }

  @Test
  void whatIsForCloseFriendsIsNotForFollowers() {
    Post post = create(ANA, Audience.CLOSE_FRIENDS);

    assertThat(rig.get(ANA, post.getId()).getAudience()).isEqualTo(Audience.CLOSE_FRIENDS);
    assertThat(Refusal.of(() -> rig.get(BEN, post.getId())).reason()).isEqualTo("POST_NOT_FOUND");
    assertThat(rig.get(FRIEND, post.getId())).isEqualTo(post);
    assertThat(rig.bytes(FRIEND, post.getMedia(0).getId())).isNotEmpty();
    Post forFollowers = rig.show(ANA, post.getId(), Audience.FOLLOWERS);
    assertThat(rig.get(BEN, post.getId())).isEqualTo(forFollowers);
    assertThat(Refusal.of(() -> rig.get(FRIEND, post.getId())).reason())
        .isEqualTo("POST_NOT_FOUND");
  }

  @Test
  void theGateOfAPrivateAccountComesFirst() {
    Post open = create(PRIVATE, Audience.EVERYONE);
    Post closed = create(PRIVATE, Audience.FOLLOWERS);

    Post forFriends = create(PRIVATE, Audience.CLOSE_FRIENDS);
    for (Post post : List.of(open, closed, forFriends)) {
      assertThat(Refusal.of(() -> rig.get(FRIEND, post.getId())).reason())
          .isEqualTo("POST_NOT_FOUND");
    }
    for (Post post : List.of(open, closed)) {
      assertThat(rig.get(BEN, post.getId())).isEqualTo(post);
      assertThat(Refusal.of(() -> rig.get(CAT, post.getId())).reason()).isEqualTo("POST_NOT_FOUND");
    }
  }

  @Test
  void aUrlForEverybodyEndsOnceThePostIsForFewer() {
    Post post = create(ANA, Audience.EVERYONE);
    String media = post.getMedia(0).getId();
    assertThat(url(post)).contains("scope=EVERYBODY");
    assertThat(SignedDownload.bytes(rig, 0, url(post))).isNotEmpty();

    Post narrower = rig.show(ANA, post.getId(), Audience.FOLLOWERS);

    assertThat(url(narrower)).contains("scope=BEARER");
    assertThat(Refusal.of(() -> SignedDownload.bytes(rig, 0, url(post))).reason())
        .isEqualTo("MEDIA_NOT_FOUND");
    assertThat(Refusal.of(() -> rig.bytes(CAT, media)).reason()).isEqualTo("MEDIA_NOT_FOUND");
    assertThat(rig.bytes(BEN, media)).isNotEmpty();
    assertThat(SignedDownload.bytes(rig, 0, url(narrower))).isNotEmpty();
    assertThat(url(rig.show(ANA, post.getId(), Audience.EVERYONE))).isEqualTo(url(post));
    assertThat(SignedDownload.bytes(rig, 0, url(post))).isNotEmpty();
  }

  @Test
  void anotherAudienceIsNoEdit() {
    Post post = create(ANA, Audience.EVERYONE);

    Post changed = rig.show(ANA, post.getId(), Audience.CLOSE_FRIENDS);
    Post repeated = rig.show(ANA, post.getId(), Audience.CLOSE_FRIENDS);

    assertThat(changed.getAudience()).isEqualTo(Audience.CLOSE_FRIENDS);
    assertThat(changed.getEdited()).isFalse();
    assertThat(changed.getUpdateTime()).isEqualTo(post.getUpdateTime());
    assertThat(repeated).isEqualTo(changed);
  }

  @Test
  void anAudienceCannotBeEmptied() {
    Post post = create(ANA, Audience.FOLLOWERS);
    var request = UpdatePostRequest.newBuilder().setPostId(post.getId());
    var named = request.clone().setUpdateMask(FieldMask.newBuilder().addPaths("audience"));
    var unset = request.clone().setAudience(Audience.AUDIENCE_UNSPECIFIED);
    var unknown = request.clone().setAudienceValue(9);

    for (var wrong : List.of(named, unset, unknown)) {
      assertThat(Refusal.of(() -> rig.posts(ANA).updatePost(wrong.build())).fields())
          .containsExactly("audience");
    }
    assertThat(rig.get(ANA, post.getId())).isEqualTo(post);
    var create = request(ANA).setAudienceValue(9).build();
    assertThat(Refusal.of(() -> rig.posts(ANA).createPost(create)).fields())
        .containsExactly("audience");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 100})
  void aGridIsFilledWithWhatItsViewerMaySee(int size) {
    List<Post> before = all(MIXED, 100);
    List<Post> newestFirst = new ArrayList<>(before);
    List<Post> open = new ArrayList<>(before.stream().filter(AudienceIT::isOpen).toList());
    for (int i = 0; i < 9; i++) {
      Post post = create(MIXED, i % 3 == 1 ? Audience.EVERYONE : Audience.FOLLOWERS);
      newestFirst.addFirst(post);
      if (isOpen(post)) {
        open.addFirst(post);
      }
    }

    assertThat(all(MIXED, size)).isEqualTo(newestFirst);
    assertThat(all(BEN, size)).isEqualTo(newestFirst);
    assertThat(all(CAT, size)).isEqualTo(open);
    assertThat(all(0, size)).isEqualTo(open);
    assertThat(page(CAT, size, "").getPostsCount()).isEqualTo(Math.min(size, open.size()));
  }

  private static boolean isOpen(Post post) {
    return post.getAudience() == Audience.EVERYONE;
  }

  private static String url(Post post) {
    return post.getMedia(0).getRenditions(0).getUrl();
  }

  private static CreatePostRequest.Builder request(long author) {
    return CreatePostRequest.newBuilder().addMediaIds(rig.upload(author).getId());
  }

  private static Post create(long author, Audience audience) {
    var request = request(author).setAudience(audience).build();
    return rig.posts(author).createPost(request).getPost();
  }

  private static List<Post> all(long viewer, int size) {
    List<Post> posts = new ArrayList<>();
    String token = "";
    do {
      ListAccountPostsResponse page = page(viewer, size, token);
      posts.addAll(page.getPostsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return posts;
  }

  private static ListAccountPostsResponse page(long viewer, int size, String token) {
    return rig.posts(viewer)
        .listAccountPosts(
            ListAccountPostsRequest.newBuilder()
                .setAccountId(Long.toString(MIXED))
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }
}
