package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import com.google.protobuf.util.Timestamps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.media.v1.GetMediaRequest;
import tintype.media.v1.ListDeletedPostsRequest;
import tintype.media.v1.ListDeletedPostsResponse;
import tintype.media.v1.Post;
import tintype.media.v1.UpdateMediaRequest;
import tintype.platform.rpc.IdText;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What is deleted can be had back for 30 days. */
@OnEveryDatabase
class BinIT {
  private static final FakeClock clock = new FakeClock();

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA).withClock(clock);

  private static final long LISTED = 41;
  private static final long MOVING = 42;
  private static final long EQUAL = 43;
  private static final long LATE = 44;
  private static final long COUNTED = 45;
  private static final long STAFFED = 46;
  private static MediaRig rig;

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
    rig.accounts.add(LISTED, MOVING, EQUAL, LATE, COUNTED, STAFFED);
  }

  @Test
  void aDeletedPostIsInTheBinAlone() {
    Post post = rig.post(COUNTED);
    rig.like(BEN, post.getId());

    rig.delete(COUNTED, post.getId());

    assertThat(Refusal.of(() -> rig.get(COUNTED, post.getId())).reason())
        .isEqualTo("POST_NOT_FOUND");
    assertThat(rig.count(COUNTED)).isZero();
    Post deleted = bin(COUNTED, 20).getFirst();
    assertThat(deleted.getId()).isEqualTo(post.getId());
    assertThat(Timestamps.toMillis(deleted.getDeleteTime())).isEqualTo(clock.millis());
    assertThat(deleted.getCounts().getLikes()).isEqualTo(1);
    assertThat(deleted.getMedia(0).getRenditions(0).getUrl()).contains("scope=OWNER");
    assertThat(rig.bytes(COUNTED, post.getMedia(0).getId())).isNotEmpty();
    assertThat(post.hasDeleteTime()).isFalse();
    assertThat(bin(BEN, 20)).isEmpty();
  }

  @Test
  void restoringGivesItBackAsItWas() {
    Post post = rig.post(ANA);
    rig.like(BEN, post.getId());
    Post before = rig.get(BEN, post.getId());
    rig.delete(ANA, post.getId());

    Post restored = rig.restore(ANA, post.getId());

    assertThat(restored.hasDeleteTime()).isFalse();
    assertThat(rig.get(BEN, post.getId())).isEqualTo(before);
    assertThat(rig.restore(ANA, post.getId())).isEqualTo(restored);
    assertThat(PostNews.of(database, post)).containsExactly(true, false, true);
  }

  @Test
  void whatWasArchivedComesBackArchived() {
    Post archived = rig.archive(ANA, rig.post(ANA).getId());
    int count = rig.count(ANA);
    rig.delete(ANA, archived.getId());
    assertThat(bin(ANA, 100).getFirst().getArchived()).isTrue();

    assertThat(rig.restore(ANA, archived.getId())).isEqualTo(archived);

    assertThat(rig.count(ANA)).isEqualTo(count);
    assertThat(Refusal.of(() -> rig.get(BEN, archived.getId())).reason())
        .isEqualTo("POST_NOT_FOUND");
    assertThat(rig.unarchive(ANA, archived.getId()).getArchived()).isFalse();
  }

  @Test
  void whatIsInTheBinCanOnlyBeRestored() {
    Post post = rig.post(ANA);
    rig.delete(ANA, post.getId());
    Refusal absent = Refusal.of(() -> rig.get(ANA, "1_11"));

    assertThat(Refusal.of(() -> rig.archive(ANA, post.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.unarchive(ANA, post.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.pin(ANA, post.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.restore(BEN, post.getId()))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.restore(ANA, "1_11"))).isEqualTo(absent);
    assertThat(Refusal.of(() -> rig.restore(0, post.getId())).reason()).isEqualTo("TOKEN_MISSING");
    assertThat(rig.restore(ANA, post.getId())).isEqualTo(post);
  }

  @Test
  void afterThirtyDaysItIsTooLate() {
    Post inTime = rig.post(LATE);
    Post late = rig.post(LATE);
    rig.delete(LATE, late.getId());
    clock.advance(Duration.ofMillis(1));
    rig.delete(LATE, inTime.getId());
    clock.advance(Duration.ofDays(30).minusMillis(1));

    assertThat(bin(LATE, 20)).extracting(Post::getId).containsExactly(inTime.getId());
    assertThat(Refusal.of(() -> rig.restore(LATE, late.getId())).codeAndReason())
        .isEqualTo("NOT_FOUND POST_NOT_FOUND");
    assertThat(rig.restore(LATE, inTime.getId()).getId()).isEqualTo(inTime.getId());
  }

  @Test
  void whatStaffRemovesIsInNoBin() {
    PostStore posts = rig.service.injector().getInstance(PostStore.class);
    Post shown = rig.post(STAFFED);
    Post deleted = rig.post(STAFFED);
    rig.delete(STAFFED, deleted.getId());

    for (Post post : List.of(shown, deleted)) {
      var ref = IdText.parseOwned("post", post.getId());
      assertThat(posts.move(ref, PostMove.REMOVE, Micros.now(clock))).isTrue();
      assertThat(posts.move(ref, PostMove.REMOVE, Micros.now(clock))).isFalse();
    }

    assertThat(bin(STAFFED, 20)).isEmpty();
    assertThat(rig.count(STAFFED)).isZero();
    for (Post post : List.of(shown, deleted)) {
      assertThat(Refusal.of(() -> rig.restore(STAFFED, post.getId())).reason())
          .isEqualTo("POST_NOT_FOUND");
      var picture = GetMediaRequest.newBuilder().setMediaId(post.getMedia(0).getId()).build();
      assertThat(Refusal.of(() -> rig.media(STAFFED).getMedia(picture)).codeAndReason())
          .isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
      var words = UpdateMediaRequest.newBuilder().setMediaId(picture.getMediaId()).setAltText("x");
      assertThat(Refusal.of(() -> rig.media(STAFFED).updateMedia(words.build())).codeAndReason())
          .isEqualTo("NOT_FOUND MEDIA_NOT_FOUND");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 6, 7, 8, 100})
  void everyPageSizeShowsTheWholeBinDeletedLastFirst(int size) {
    List<Post> posts = Stream.generate(() -> rig.post(LISTED)).limit(7).toList();
    // In another order than they were published.
    List<Integer> order = List.of(3, 0, 6, 1, 5, 2, 4);
    for (int i : order) {
      clock.advance(Duration.ofSeconds(1));
      rig.delete(LISTED, posts.get(i).getId());
    }

    assertThat(bin(LISTED, size))
        .extracting(Post::getId)
        .containsExactlyElementsOf(
            order.reversed().stream().map(i -> posts.get(i).getId()).toList());
    posts.forEach(post -> rig.restore(LISTED, post.getId()));
    assertThat(bin(LISTED, size)).isEmpty();
  }

  @Test
  void ofEqualTimesNoneIsLost() {
    List<Post> posts = Stream.generate(() -> rig.post(EQUAL)).limit(5).toList();
    posts.forEach(post -> rig.delete(EQUAL, post.getId()));

    assertThat(bin(EQUAL, 1))
        .extracting(Post::getId)
        .containsExactlyElementsOf(posts.reversed().stream().map(Post::getId).toList());
  }

  @Test
  void whatComesAndGoesBetweenPagesNeitherRepeatsNorSkips() {
    List<Post> posts = Stream.generate(() -> rig.post(MOVING)).limit(5).toList().reversed();
    for (Post post : posts.reversed()) {
      clock.advance(Duration.ofSeconds(1));
      rig.delete(MOVING, post.getId());
    }
    ListDeletedPostsResponse first = page(MOVING, 2, "");
    rig.delete(MOVING, rig.post(MOVING).getId());
    rig.restore(MOVING, posts.get(1).getId());
    rig.restore(MOVING, posts.get(2).getId());

    ListDeletedPostsResponse second = page(MOVING, 2, first.getNextPageToken());

    assertThat(ids(first)).containsExactly(posts.get(0).getId(), posts.get(1).getId());
    assertThat(ids(second)).containsExactly(posts.get(3).getId(), posts.get(4).getId());
    assertThat(second.getNextPageToken()).isEmpty();
    assertThat(Refusal.of(() -> page(ANA, 2, first.getNextPageToken())).reason())
        .isEqualTo("PAGE_TOKEN_INVALID");
    assertThat(Refusal.of(() -> page(MOVING, -1, "")).fields()).containsExactly("page_size");
  }

  private static List<String> ids(ListDeletedPostsResponse page) {
    return page.getPostsList().stream().map(Post::getId).toList();
  }

  private static List<Post> bin(long author, int size) {
    List<Post> posts = new ArrayList<>();
    String token = "";
    do {
      ListDeletedPostsResponse page = page(author, size, token);
      posts.addAll(page.getPostsList());
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return posts;
  }

  private static ListDeletedPostsResponse page(long author, int size, String token) {
    return rig.posts(author)
        .listDeletedPosts(
            ListDeletedPostsRequest.newBuilder().setPageSize(size).setPageToken(token).build());
  }
}
