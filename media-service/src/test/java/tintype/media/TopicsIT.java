package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;
import static tintype.media.TopicRig.LOUVRE;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.media.v1.FollowHashtagRequest;
import tintype.media.v1.GetPlaceRequest;
import tintype.media.v1.GetPlaceResponse;
import tintype.media.v1.Hashtag;
import tintype.media.v1.ListHashtagPostsResponse;
import tintype.media.v1.Place;
import tintype.media.v1.Post;
import tintype.media.v1.TopicOrder;
import tintype.media.v1.UnfollowHashtagRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Hashtags, places and tagged people, and how their pages follow the posts. */
@OnEveryDatabase
class TopicsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long PRIVATE = 404;
  private static final long HIDDEN = 405;
  private static final long BLOCKS_ANA = 406;
  private static final long NEVER_TAGGED = 407;
  private static TopicRig rig;
  private static int number;

  /** A hashtag that no other test has. */
  private String tag;

  @BeforeAll
  static void start() {
    rig = new TopicRig(installation, database);
    rig.media.accounts.add(PRIVATE, HIDDEN, BLOCKS_ANA, NEVER_TAGGED);
    rig.media.accounts.setPrivate(PRIVATE, true);
    rig.media.graph.follow(CAT, PRIVATE);
    rig.media.graph.block(BLOCKS_ANA, ANA);
  }

  @BeforeEach
  void name() {
    tag = "topic" + ++number;
  }

  @Test
  void aHashtagIsFoundInAnySpelling() {
    Post post = rig.post(ANA, "#" + tag.toUpperCase() + " #É" + tag);
    rig.awaitIndex();

    assertThat(rig.latest(BEN, tag)).containsExactly(post.getId());
    assertThat(rig.latest(0, "e\u0301" + tag)).containsExactly(post.getId());
    Hashtag hashtag = rig.hashtag(BEN, "T" + tag.substring(1));
    assertThat(hashtag.getName()).isEqualTo(tag);
    assertThat(hashtag.getCounts().getPosts()).isEqualTo(1);
    assertThat(hashtag.getViewer().getFollowing()).isFalse();
  }

  @Test
  void whatNobodyHasUsedIsEmpty() {
    assertThat(rig.hashtag(0, tag).getName()).isEqualTo(tag);
    assertThat(rig.count(tag)).isZero();
    assertThat(rig.latest(0, tag)).isEmpty();
    assertThat(rig.placePosts(0, "1")).isEmpty();
    assertThat(Refusal.of(() -> place("1")).codeAndReason()).isEqualTo("NOT_FOUND PLACE_NOT_FOUND");
    assertThat(rig.tagged(ANA, NEVER_TAGGED)).isEmpty();
  }

  @Test
  void whatIsNoHashtagIsRefused() {
    for (String none : new String[] {"12", "a b", "#a", "a-b", "_", "x".repeat(101)}) {
      assertThat(Refusal.of(() -> rig.hashtag(ANA, none)).fields()).containsExactly("hashtag");
      assertThat(Refusal.of(() -> rig.latest(ANA, none)).fields()).containsExactly("hashtag");
      assertThat(Refusal.of(() -> follow(ANA, none)).fields()).containsExactly("hashtag");
    }
    for (String none : new String[] {"0", "01", "9223372036854775808"}) {
      assertThat(Refusal.of(() -> place(none)).reason()).isEqualTo("INVALID_FIELD");
    }
  }

  @Test
  void pagesFollowEditsAndDeletion() {
    Post post = rig.post(ANA, "#" + tag + " #stay" + tag);
    rig.awaitIndex();

    rig.caption(ANA, post, "#other" + tag + " #stay" + tag);
    rig.awaitIndex();
    assertThat(rig.latest(BEN, tag)).isEmpty();
    assertThat(rig.count(tag)).isZero();
    assertThat(rig.latest(BEN, "other" + tag)).containsExactly(post.getId());
    assertThat(rig.count("stay" + tag)).isEqualTo(1);

    rig.caption(ANA, post, "#" + tag);
    rig.awaitIndex();
    assertThat(rig.latest(BEN, tag)).containsExactly(post.getId());
    assertThat(rig.count(tag)).isEqualTo(1);
    assertThat(rig.count("other" + tag)).isZero();

    rig.media.delete(ANA, post.getId());
    assertThat(rig.latest(BEN, tag)).isEmpty();
    assertThat(rig.latest(ANA, tag)).isEmpty();
    rig.awaitIndex();
    assertThat(rig.count(tag)).isZero();
    assertThat(rig.count("stay" + tag)).isZero();
  }

  @Test
  void pagesFollowTheArchiveAndTheBin() {
    Post post =
        rig.post(
            ANA,
            request ->
                request
                    .setCaption("#" + tag)
                    .setPlace(LOUVRE.toBuilder().setName(tag))
                    .addPeopleTags(TopicRig.tag(BEN, request.getMediaIds(0))));
    rig.awaitIndex();
    assertOnItsPages(post, true);

    rig.media.archive(ANA, post.getId());
    assertOnItsPages(post, false);
    rig.awaitIndex();
    assertThat(rig.count(tag)).isZero();

    rig.caption(ANA, post, "archived #" + tag);
    rig.awaitIndex();
    assertOnItsPages(post, false);

    rig.media.unarchive(ANA, post.getId());
    rig.awaitIndex();
    assertOnItsPages(post, true);

    rig.media.delete(ANA, post.getId());
    rig.awaitIndex();
    assertOnItsPages(post, false);

    rig.media.restore(ANA, post.getId());
    rig.awaitIndex();
    assertOnItsPages(post, true);
    assertThat(rig.count(tag)).isEqualTo(1);
  }

  private static void assertOnItsPages(Post post, boolean expected) {
    for (long viewer : new long[] {ANA, BEN}) {
      assertThat(rig.latest(viewer, post.getHashtags(0)).contains(post.getId()))
          .isEqualTo(expected);
      assertThat(rig.placePosts(viewer, post.getPlace().getId()).contains(post.getId()))
          .isEqualTo(expected);
      assertThat(rig.tagged(viewer, BEN).contains(post.getId())).isEqualTo(expected);
    }
  }

  @Test
  void placesHaveAPage() {
    Place here = LOUVRE.toBuilder().setName("Louvre " + tag).build();
    Post post = rig.post(ANA, request -> request.setPlace(here));
    Post near =
        rig.post(
            BEN,
            request ->
                request.setPlace(here.toBuilder().setName("LOUVRE " + tag).setLatitude(48.8612)));
    rig.awaitIndex();
    String id = post.getPlace().getId();

    assertThat(near.getPlace().getId()).isEqualTo(id);
    assertThat(rig.placePosts(0, id)).containsExactly(near.getId(), post.getId());
    GetPlaceResponse place = place(id);
    assertThat(place.getPosts()).isEqualTo(2);
    assertThat(place.getPlace())
        .isEqualTo(here.toBuilder().setId(id).setLatitude(48.86).setLongitude(2.34).build());

    rig.update(ANA, post, request -> request.setPlace(LOUVRE));
    rig.media.delete(BEN, near.getId());
    rig.awaitIndex();
    assertThat(rig.placePosts(0, id)).isEmpty();
    assertThat(Refusal.of(() -> place(id)).reason()).isEqualTo("PLACE_NOT_FOUND");
  }

  @Test
  void peopleHaveAPageOfWhatTheyAreIn() {
    Post post = rig.tagging(ANA, CAT, PRIVATE);
    Post own = rig.tagging(PRIVATE, PRIVATE, CAT);
    rig.awaitIndex();

    // Of Cat's grid a stranger misses what a private account has published.
    assertThat(rig.tagged(BEN, CAT)).containsExactly(post.getId());
    assertThat(rig.tagged(CAT, CAT)).containsExactly(own.getId(), post.getId());
    // A private account's grid is for its followers.
    assertThat(rig.tagged(BEN, PRIVATE)).isEmpty();
    assertThat(rig.tagged(CAT, PRIVATE)).containsExactly(own.getId(), post.getId());
    assertThat(rig.tagged(PRIVATE, PRIVATE)).containsExactly(own.getId(), post.getId());
    assertThat(Refusal.of(() -> rig.tagged(ANA, BLOCKS_ANA)).codeAndReason())
        .isEqualTo("NOT_FOUND ACCOUNT_NOT_FOUND");
    assertThat(Refusal.of(() -> rig.tagged(ANA, 9_999)).reason()).isEqualTo("ACCOUNT_NOT_FOUND");
    assertThat(Refusal.of(() -> rig.tagged(0, CAT)).reason()).isEqualTo("TOKEN_MISSING");

    rig.update(
        ANA, post, request -> request.addPeopleTags(TopicRig.tag(BEN, post.getMedia(0).getId())));
    rig.awaitIndex();
    assertThat(rig.tagged(CAT, CAT)).containsExactly(own.getId());
    assertThat(rig.tagged(CAT, BEN)).containsExactly(post.getId());
  }

  @Test
  void aTagGrantsNothing() {
    Post post = rig.tagging(PRIVATE, BEN);
    rig.awaitIndex();

    assertThat(Refusal.of(() -> rig.media.get(BEN, post.getId())).reason())
        .isEqualTo("POST_NOT_FOUND");
    assertThat(rig.tagged(BEN, BEN)).doesNotContain(post.getId());
    assertThat(rig.tagged(CAT, BEN)).contains(post.getId());
  }

  @Test
  void pagesShowWhatTheViewerMaySee() {
    Post open = rig.post(BEN, "#" + tag);
    Post ofPrivate = rig.post(PRIVATE, "#" + tag);
    Post ofHidden = rig.post(HIDDEN, "#" + tag);
    Post ofBlocker = rig.post(BLOCKS_ANA, "#" + tag);
    rig.media.accounts.setHidden(HIDDEN, true);
    rig.awaitIndex();
    try {
      assertThat(rig.latest(0, tag)).containsExactly(ofBlocker.getId(), open.getId());
      assertThat(rig.latest(ANA, tag)).containsExactly(open.getId());
      assertThat(rig.latest(CAT, tag))
          .containsExactly(ofBlocker.getId(), ofPrivate.getId(), open.getId());
    } finally {
      rig.media.accounts.setHidden(HIDDEN, false);
    }
    assertThat(rig.latest(BEN, tag)).contains(ofHidden.getId());
    assertThat(rig.count(tag)).isEqualTo(4);
  }

  @Test
  void followingIsAMark() {
    assertThat(follow(ANA, tag).getViewer().getFollowing()).isTrue();
    assertThat(follow(ANA, "T" + tag.substring(1))).isEqualTo(rig.hashtag(ANA, tag));
    assertThat(rig.hashtag(BEN, tag).getViewer().getFollowing()).isFalse();
    assertThat(rig.hashtag(0, tag).getViewer().getFollowing()).isFalse();
    assertThat(Refusal.of(() -> follow(0, tag)).reason()).isEqualTo("TOKEN_MISSING");

    assertThat(unfollow(ANA, tag).getViewer().getFollowing()).isFalse();
    assertThat(unfollow(ANA, tag)).isEqualTo(rig.hashtag(ANA, tag));
  }

  @Test
  void anEmptyPageIsTheDefault() {
    assertThat(rig.page(ANA, tag, TopicOrder.Order.TOP, 0, ""))
        .isEqualTo(ListHashtagPostsResponse.getDefaultInstance());
  }

  private static GetPlaceResponse place(String id) {
    return rig.topics(0).getPlace(GetPlaceRequest.newBuilder().setPlaceId(id).build());
  }

  private static Hashtag follow(long account, String name) {
    var request = FollowHashtagRequest.newBuilder().setHashtag(name).build();
    return rig.topics(account).followHashtag(request).getHashtag();
  }

  private static Hashtag unfollow(long account, String name) {
    var request = UnfollowHashtagRequest.newBuilder().setHashtag(name).build();
    return rig.topics(account).unfollowHashtag(request).getHashtag();
  }
}
