package tintype.media;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.media.MediaRig.ANA;
import static tintype.media.MediaRig.BEN;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.media.v1.ListAccountPostsRequest;
import tintype.media.v1.ListAccountPostsResponse;
import tintype.media.v1.Post;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Pinned posts stand first in their author's grid, whatever happens between its pages. */
@OnEveryDatabase
class PinsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT, Keyspace.MEDIA);

  @RegisterExtension
  @Order(2)
  static final TestInstallation installation =
      TestInstallation.over(database, Keyspace.ACCOUNT, Keyspace.MEDIA);

  private static MediaRig rig;
  private static long lastAuthor = 100;

  /** Of each test its own. */
  private final long author = newAuthor();

  @BeforeAll
  static void start() {
    rig = new MediaRig(installation);
  }

  private static synchronized long newAuthor() {
    return ++lastAuthor;
  }

  @Test
  void thePostPinnedLastComesFirst() {
    List<String> posts = newestFirst(5);

    assertThat(rig.get(BEN, posts.get(3)).getPinned()).isFalse();
    assertThat(rig.pin(author, posts.get(3)).getPinned()).isTrue();
    rig.pin(author, posts.get(4));
    rig.pin(author, posts.get(0));

    assertThat(rig.get(BEN, posts.get(3)).getPinned()).isTrue();
    assertThat(all(BEN, 20)).isEqualTo(picked(posts, 0, 4, 3, 1, 2));
    rig.unpin(author, posts.get(4));
    assertThat(all(BEN, 20)).isEqualTo(picked(posts, 0, 3, 1, 2, 4));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 6, 7, 8, 100})
  void everyPageSizeShowsThemFirst(int size) {
    List<String> posts = newestFirst(7);
    for (int i : new int[] {6, 2, 4}) {
      rig.pin(author, posts.get(i));
    }

    assertThat(all(BEN, size)).isEqualTo(picked(posts, 4, 2, 6, 0, 1, 3, 5));
    assertThat(pages(BEN, size)).isEqualTo(Math.ceilDiv(7, size));
  }

  @Test
  void threeCanBePinned() {
    List<String> posts = newestFirst(4);
    posts.subList(0, 3).forEach(post -> rig.pin(author, post));

    Refusal full = Refusal.of(() -> rig.pin(author, posts.get(3)));

    assertThat(full.codeAndReason()).isEqualTo("FAILED_PRECONDITION PINNED_POSTS_FULL");
    assertThat(full.metadata()).containsEntry("limit", "3");
    assertThat(rig.pin(author, posts.get(0)).getPinned()).isTrue();
    rig.unpin(author, posts.get(1));
    assertThat(rig.pin(author, posts.get(3)).getPinned()).isTrue();
    assertThat(all(BEN, 20)).isEqualTo(picked(posts, 3, 2, 0, 1));
  }

  @Test
  void pinningTwiceIsPinningOnce() {
    List<String> posts = newestFirst(3);
    rig.pin(author, posts.get(2));
    Post second = rig.pin(author, posts.get(1));

    rig.pin(author, posts.get(2));

    assertThat(all(BEN, 20)).isEqualTo(picked(posts, 1, 2, 0));
    assertThat(rig.pin(author, posts.get(1))).isEqualTo(second);
    rig.unpin(author, posts.get(0));
    rig.unpin(author, posts.get(1));
    assertThat(rig.unpin(author, posts.get(1)).getPinned()).isFalse();
    assertThat(all(BEN, 20)).isEqualTo(picked(posts, 2, 0, 1));
  }

  @Test
  void aPinIsNoEdit() {
    Post post = rig.get(BEN, newestFirst(1).getFirst());

    Post pinned = rig.pin(author, post.getId());

    assertThat(pinned).isEqualTo(post.toBuilder().setPinned(true).build());
    assertThat(rig.unpin(author, post.getId())).isEqualTo(post);
  }

  @Test
  void whoeverLeavesTheGridLosesThePin() {
    List<String> posts = newestFirst(3);
    posts.forEach(post -> rig.pin(author, post));

    assertThat(rig.archive(author, posts.get(0)).getPinned()).isFalse();
    rig.delete(author, posts.get(1));

    assertThat(rig.unarchive(author, posts.get(0)).getPinned()).isFalse();
    assertThat(rig.restore(author, posts.get(1)).getPinned()).isFalse();
    assertThat(all(BEN, 20)).isEqualTo(picked(posts, 2, 0, 1));
  }

  @Test
  void onlyWhatIsInTheGridIsPinnedAndOnlyByItsAuthor() {
    List<String> posts = newestFirst(3);
    rig.archive(author, posts.get(0));
    rig.delete(author, posts.get(1));

    assertThat(Refusal.of(() -> rig.pin(author, posts.get(0))).codeAndReason())
        .isEqualTo("FAILED_PRECONDITION POST_ARCHIVED");
    assertThat(Refusal.of(() -> rig.pin(author, posts.get(1))).codeAndReason())
        .isEqualTo("NOT_FOUND POST_NOT_FOUND");
    assertThat(Refusal.of(() -> rig.unpin(author, posts.get(1))).reason())
        .isEqualTo("POST_NOT_FOUND");
    assertThat(rig.unpin(author, posts.get(0)).getArchived()).isTrue();
    assertThat(Refusal.of(() -> rig.pin(BEN, posts.get(2))).codeAndReason())
        .isEqualTo("PERMISSION_DENIED NOT_THE_AUTHOR");
    assertThat(Refusal.of(() -> rig.unpin(BEN, posts.get(2))).reason()).isEqualTo("NOT_THE_AUTHOR");
    assertThat(Refusal.of(() -> rig.pin(author, "1_" + author)).reason())
        .isEqualTo("POST_NOT_FOUND");
    assertThat(Refusal.of(() -> rig.pin(0, posts.get(2))).reason()).isEqualTo("TOKEN_MISSING");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void pagesStayExactWhilePinsChange(int size) {
    List<String> posts = newestFirst(9);
    Random random = new Random(size);
    posts.subList(3, 6).forEach(post -> rig.pin(author, post));
    List<String> seen = new ArrayList<>();
    String token = "";
    do {
      ListAccountPostsResponse page = page(BEN, size, token);
      page.getPostsList().forEach(post -> seen.add(post.getId()));
      token = page.getNextPageToken();
      posts.forEach(post -> rig.unpin(author, post));
      random.ints(3, 0, 9).forEach(i -> rig.pin(author, posts.get(i)));
    } while (!token.isEmpty());

    assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(posts);
    assertThat(seen).startsWith(posts.get(5), posts.get(4), posts.get(3));
  }

  @Test
  void aPinThatIsDeletedBetweenPagesLeavesNoGap() {
    List<String> posts = newestFirst(4);
    posts.subList(1, 4).forEach(post -> rig.pin(author, post));
    ListAccountPostsResponse first = page(BEN, 1, "");
    rig.delete(author, posts.get(2));
    rig.archive(author, posts.get(1));

    ListAccountPostsResponse second = page(BEN, 1, first.getNextPageToken());

    assertThat(first.getPosts(0).getId()).isEqualTo(posts.get(3));
    assertThat(second.getPosts(0).getId()).isEqualTo(posts.get(0));
    assertThat(second.getNextPageToken()).isEmpty();
  }

  @Test
  void pinsThatAreForOthersAreLeftOut() {
    List<String> posts = newestFirst(4);
    rig.show(author, posts.get(2), Post.Audience.FOLLOWERS);
    rig.show(author, posts.get(0), Post.Audience.CLOSE_FRIENDS);
    posts.subList(1, 4).forEach(post -> rig.pin(author, post));

    for (int size : new int[] {1, 2, 3, 20}) {
      assertThat(all(BEN, size)).isEqualTo(picked(posts, 3, 1));
      assertThat(all(author, size)).isEqualTo(picked(posts, 3, 2, 1, 0));
    }
  }

  @Test
  void aTokenIsOfOneCaller() {
    List<String> posts = newestFirst(2);
    rig.pin(author, posts.get(1));
    String token = page(BEN, 1, "").getNextPageToken();

    assertThat(Refusal.of(() -> page(ANA, 1, token)).reason()).isEqualTo("PAGE_TOKEN_INVALID");
  }

  private List<String> newestFirst(int count) {
    rig.accounts.add(author);
    return Stream.generate(() -> rig.post(author).getId()).limit(count).toList().reversed();
  }

  private static List<String> picked(List<String> posts, int... indexes) {
    return java.util.Arrays.stream(indexes).mapToObj(posts::get).toList();
  }

  private List<String> all(long viewer, int size) {
    List<String> ids = new ArrayList<>();
    String token = "";
    do {
      ListAccountPostsResponse page = page(viewer, size, token);
      page.getPostsList().forEach(post -> ids.add(post.getId()));
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return ids;
  }

  private int pages(long viewer, int size) {
    int pages = 0;
    String token = "";
    do {
      token = page(viewer, size, token).getNextPageToken();
      pages++;
    } while (!token.isEmpty());
    return pages;
  }

  private ListAccountPostsResponse page(long viewer, int size, String token) {
    return rig.posts(viewer)
        .listAccountPosts(
            ListAccountPostsRequest.newBuilder()
                .setAccountId(Long.toString(author))
                .setPageSize(size)
                .setPageToken(token)
                .build());
  }
}
