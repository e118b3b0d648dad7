package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;
import static tintype.media.MediaRig.CAT;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.media.v1.ImportPostsRequest;
import tintype.media.v1.ImportPostsRequest.NewPost;
import tintype.media.v1.ListHashtagPostsResponse;
import tintype.media.v1.ListTaggedPostsResponse;
import tintype.media.v1.Post;
import tintype.media.v1.TopicOrder;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Pages of topics, whole and under change. */
@OnEveryDatabase
class TopicListsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static final long PRIVATE = 404;
  private static final int POSTS = 12;
  private static final String TAG = "many";
  private static TopicRig rig;

  /** Newest first; every third one is of a private account. */
  private static final List<Post> posts = new ArrayList<>();

  @BeforeAll
  static void start() {
    rig = new TopicRig(installation, database);
    rig.media.accounts.add(PRIVATE);
    rig.media.accounts.setPrivate(PRIVATE, true);
    for (int i = 0; i < POSTS; i++) {
      long author = i % 3 == 0 ? PRIVATE : ANA;
      posts.addFirst(
          rig.post(
              author,
              request ->
                  request
                      .setCaption("#" + TAG)
                      .addPeopleTags(TopicRig.tag(CAT, request.getMediaIds(0)))));
    }
    rig.awaitIndex();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 8, 9, 100, 1_000})
  void everyPageSizeShowsAllThatMayBeSeen(int size) {
    assertThat(all(BEN, TAG, TopicOrder.Order.LATEST, size)).isEqualTo(seenByStrangers());
    assertThat(all(PRIVATE, TAG, TopicOrder.Order.ORDER_UNSPECIFIED, size)).hasSize(POSTS);
    assertThat(allTagged(BEN, size)).isEqualTo(seenByStrangers());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 8, 9, 100})
  void theBestLikedAreFirst(int size) {
    List<Post> seen = posts.stream().filter(TopicListsIT::isOfAna).toList();
    rig.media.like(BEN, seen.get(5).getId());
    rig.media.like(CAT, seen.get(5).getId());
    rig.media.like(BEN, seen.get(2).getId());

    List<String> top = all(BEN, TAG, TopicOrder.Order.TOP, size);

    List<String> expected = new ArrayList<>(seenByStrangers());
    expected.sort(Comparator.comparingInt(id -> id.equals(seen.get(5).getId()) ? 0 : 1));
    expected.remove(seen.get(2).getId());
    expected.add(1, seen.get(2).getId());
    assertThat(top).isEqualTo(expected);
  }

  @Test
  void whatIsInsertedOrDeletedAtTheBoundarySkipsNobody() {
    List<Post> own =
        List.of(rig.post(ANA, "#edge"), rig.post(ANA, "#edge"), rig.post(ANA, "#edge"));
    rig.awaitIndex();
    ListHashtagPostsResponse first = rig.page(BEN, "edge", TopicOrder.Order.LATEST, 1, "");

    rig.media.delete(ANA, own.get(2).getId());
    rig.post(ANA, "#edge");
    rig.awaitIndex();

    assertThat(rest(BEN, "edge", TopicOrder.Order.LATEST, first.getNextPageToken()))
        .containsExactly(own.get(1).getId(), own.get(0).getId());
  }

  @Test
  void theOrderOfTheBestStaysUnderTheReadersThumb() {
    List<Post> own = List.of(rig.post(ANA, "#top"), rig.post(ANA, "#top"), rig.post(ANA, "#top"));
    rig.media.like(BEN, own.get(0).getId());
    rig.awaitIndex();
    ListHashtagPostsResponse first = rig.page(BEN, "top", TopicOrder.Order.TOP, 1, "");
    assertThat(TopicRig.ids(first.getPostsList())).containsExactly(own.get(0).getId());

    rig.media.like(BEN, own.get(1).getId());
    rig.media.like(CAT, own.get(1).getId());
    rig.media.like(CAT, rig.post(ANA, "#top").getId());
    rig.awaitIndex();

    assertThat(rest(BEN, "top", TopicOrder.Order.TOP, first.getNextPageToken()))
        .containsExactly(own.get(2).getId(), own.get(1).getId());
    assertThat(rig.page(BEN, "top", TopicOrder.Order.TOP, 1, "").getPosts(0).getId())
        .isEqualTo(own.get(1).getId());

    rig.media.delete(ANA, own.get(2).getId());
    assertThat(rest(BEN, "top", TopicOrder.Order.TOP, first.getNextPageToken()))
        .containsExactly(own.get(1).getId());
  }

  /** As many as are ranked, and newer than all that others may see. */
  @Test
  void onesPrivatePostsTakeNoPlaceAmongTheBest() {
    String tag = "crowded";
    List<Post> open =
        List.of(rig.post(ANA, "#" + tag), rig.post(CAT, "#" + tag), rig.post(ANA, "#" + tag));
    crowd(tag);
    rig.media.like(BEN, open.get(1).getId());
    rig.awaitIndex();

    for (int size = 1; size <= 4; size++) {
      assertThat(all(BEN, tag, TopicOrder.Order.TOP, size))
          .containsExactly(open.get(1).getId(), open.get(2).getId(), open.get(0).getId());
    }
    assertThat(all(0, tag, TopicOrder.Order.TOP, 3)).hasSize(3);
    assertThat(all(BEN, tag, TopicOrder.Order.LATEST, 2)).hasSize(3);
    assertThat(rig.page(PRIVATE, tag, TopicOrder.Order.TOP, 100, "").getPostsList())
        .hasSize(100)
        .noneMatch(TopicListsIT::isOfAna);
  }

  /**
   * As many rows as are looked at for a page are newer, and of posts that are not for the viewer.
   */
  @Test
  void theBestAreFoundBehindManyThatAreNotForTheViewer() {
    List<Post> open =
        List.of(rig.post(ANA, "#starved"), rig.post(CAT, "#starved"), rig.post(ANA, "#starved"));
    rig.media.like(BEN, open.get(0).getId());
    rig.awaitIndex();
    starve("starved", TopicRig.ref(open.getLast()).id());

    for (int size : new int[] {1, 2, 3, 100}) {
      ListHashtagPostsResponse first = rig.page(BEN, "starved", TopicOrder.Order.TOP, size, "");
      assertThat(first.getPostsList()).isEmpty();
      List<String> seen = new ArrayList<>();
      String token = first.getNextPageToken();
      for (int pages = 0; !token.isEmpty(); pages++) {
        assertThat(pages).isLessThan(4);
        ListHashtagPostsResponse page = rig.page(BEN, "starved", TopicOrder.Order.TOP, size, token);
        seen.addAll(TopicRig.ids(page.getPostsList()));
        token = page.getNextPageToken();
      }
      assertThat(seen)
          .containsExactly(open.get(0).getId(), open.get(2).getId(), open.get(1).getId());
    }
  }

  private static void starve(String tag, long newest) {
    rig.database()
        .execute(
            handle -> {
              var rows =
                  handle.prepareBatch(
                      """
                      INSERT INTO hashtag_post (tag_id, post_id, author_id, listed, version)
                      VALUES (?, ?, ?, 1, 1)
                      """);
              for (int i = 1; i <= 5_000; i++) {
                rows.add(new TagName(tag).id(), newest + i, PRIVATE);
              }
              rows.execute();
            });
  }

  private static void crowd(String tag) {
    String source = rig.media.upload(PRIVATE).getId();
    ImportPostsRequest.Builder request = ImportPostsRequest.newBuilder();
    for (int i = 0; i < 520; i++) {
      request.addPosts(
          NewPost.newBuilder()
              .setAuthorId(PRIVATE)
              .setSourceMediaId(source)
              .setCaption("#" + tag)
              .setRequestId(UUID.randomUUID().toString()));
    }
    rig.media.imports().importPosts(request.build());
  }

  @Test
  void aTokenIsOfOneListOneOrderAndOneCaller() {
    String latest = rig.page(BEN, TAG, TopicOrder.Order.LATEST, 1, "").getNextPageToken();
    String top = rig.page(BEN, TAG, TopicOrder.Order.TOP, 1, "").getNextPageToken();
    String tagged = rig.tagged(BEN, CAT, 1, "").getNextPageToken();

    for (String token : List.of(top, tagged, "x", latest + "AA")) {
      assertRefused(() -> rig.page(BEN, TAG, TopicOrder.Order.LATEST, 1, token));
    }
    for (String token : List.of(latest, tagged, "x", top + "AA", top.substring(4))) {
      assertRefused(() -> rig.page(BEN, TAG, TopicOrder.Order.TOP, 1, token));
    }
    assertRefused(() -> rig.page(CAT, TAG, TopicOrder.Order.LATEST, 1, latest));
    assertRefused(() -> rig.page(BEN, "another", TopicOrder.Order.LATEST, 1, latest));
    assertRefused(() -> rig.page(CAT, TAG, TopicOrder.Order.TOP, 1, top));
    assertRefused(() -> rig.tagged(BEN, CAT, 1, latest));
    assertThat(Refusal.of(() -> rig.page(BEN, TAG, TopicOrder.Order.TOP, -1, "")).fields())
        .containsExactly("page_size");
  }

  private static void assertRefused(ThrowingCallable call) {
    assertThat(Refusal.of(call).codeAndReason()).isEqualTo("INVALID_ARGUMENT PAGE_TOKEN_INVALID");
  }

  private static boolean isOfAna(Post post) {
    return post.getAuthor().getId().equals(Long.toString(ANA));
  }

  private static List<String> seenByStrangers() {
    return posts.stream().filter(TopicListsIT::isOfAna).map(Post::getId).toList();
  }

  private static List<String> all(long viewer, String tag, TopicOrder.Order order, int size) {
    return from(viewer, tag, order, size, "");
  }

  private static List<String> rest(long viewer, String tag, TopicOrder.Order order, String token) {
    return from(viewer, tag, order, 1, token);
  }

  private static List<String> from(
      long viewer, String tag, TopicOrder.Order order, int size, String start) {
    List<String> seen = new ArrayList<>();
    String token = start;
    do {
      ListHashtagPostsResponse page = rig.page(viewer, tag, order, size, token);
      token = page.getNextPageToken();
      // Short pages stand at the end alone: what is left out is made up for.
      assertThat(page.getPostsCount()).isLessThanOrEqualTo(size);
      assertThat(token.isEmpty() || page.getPostsCount() == size).isTrue();
      seen.addAll(TopicRig.ids(page.getPostsList()));
    } while (!token.isEmpty());
    return seen;
  }

  private static List<String> allTagged(long viewer, int size) {
    List<String> seen = new ArrayList<>();
    String token = "";
    do {
      ListTaggedPostsResponse page = rig.tagged(viewer, CAT, size, token);
      token = page.getNextPageToken();
      seen.addAll(TopicRig.ids(page.getPostsList()));
    } while (!token.isEmpty());
    return seen;
  }
}
