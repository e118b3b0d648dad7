package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.feed.v1.GetHomeFeedResponse;

/**
 * Readers who follow thousands, authors who post thousands, and readings of fifty pages while posts
 * come and go.
 */
class BigFeedsTest {
  @RegisterExtension static final FeedServer feed = new FeedServer();

  private static final AtomicLong nextAccount = new AtomicLong(1);
  private static final AtomicLong nextPost = new AtomicLong(1_000_000);

  private final World world = feed.world;
  private final SplittableRandom random = new SplittableRandom(3);
  private final long ana = nextAccount.getAndIncrement();
  private final long star = nextAccount.getAndIncrement();

  @BeforeEach
  void ready() {
    feed.awaitReady();
    world.account(ana);
    world.follow(ana, star);
  }

  @AfterEach
  void up() {
    feed.posts.invisible.clear();
  }

  @Test
  void aReaderOfSevenAndAHalfThousandGetsAThousandPosts() {
    for (int i = 1; i < 7_500; i++) {
      long followee = nextAccount.getAndIncrement();
      world.follow(ana, followee);
      post(followee);
    }
    world.awaitApplied();

    assertThat(feed.index().reader().followeeCount(ana)).isEqualTo(7_500);
    assertThat(feed.readIds(ana, 20, () -> {})).isEqualTo(head());
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 20, 100})
  void oneAuthorOfThousandsFillsEveryPage(int size) {
    posts(star, 2_500);
    // So many are gone that the index holds fewer than a feed of the author.
    deleteNewest(700);

    assertThat(feed.readIds(ana, size, () -> {})).hasSize(1_000).isEqualTo(head());
    assertThat(feed.readPosts(ana, size)).hasSize(1_000).isEqualTo(head());
  }

  @Test
  void anAuthorOfWhomNothingHeldIsLeftIsReadFromTheRows() {
    posts(star, 2_100);
    deleteNewest(1_100);

    assertThat(feed.index().reader().posts(star)).isEmpty();
    assertThat(feed.readIds(ana, 20, () -> {})).hasSize(1_000).isEqualTo(head());

    long first = post(star);
    world.awaitApplied();
    assertThat(feed.readIds(ana, 20, () -> {})).hasSize(1_000).startsWith(first).isEqualTo(head());
  }

  @Test
  void aCursorIntoPostsThatWereDeletedGoesOnBelowThem() {
    posts(star, 2_000);
    world.awaitApplied();
    GetHomeFeedResponse page = feed.ids(ana, 100, "");
    deleteNewest(1_010);
    List<Long> left = world.feed(ana);

    List<Long> read = new ArrayList<>();
    while (!page.getNextPageToken().isEmpty()) {
      page = feed.ids(ana, 100, page.getNextPageToken());
      read.addAll(page.getPostIdsList());
    }
    assertThat(read).isEqualTo(left.subList(0, 900));
  }

  @Test
  void manyTruncatedAuthorsAndOneWhoIsNotAreMergedInOrder() {
    List<Long> authors = new ArrayList<>(List.of(star));
    for (int i = 0; i < 4; i++) {
      long author = nextAccount.getAndIncrement();
      world.follow(ana, author);
      authors.add(author);
    }
    for (int i = 0; i < 1_500; i++) {
      authors.subList(0, 4).forEach(this::post);
    }
    posts(authors.getLast(), 30);
    authors.subList(0, 3).forEach(author -> newestOf(author, 1_000).forEach(this::delete));
    world.awaitApplied();

    assertThat(feed.readIds(ana, 33, () -> {})).hasSize(1_000).isEqualTo(head());
  }

  /** What was there all the time is in the reading once and in order, and nothing newer is. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void fiftyPagesStayExactWhilePostsComeAndGoAndAuthorsHide(boolean ids) {
    List<Long> authors = new ArrayList<>(List.of(star));
    for (int i = 0; i < 20; i++) {
      long author = nextAccount.getAndIncrement();
      world.follow(ana, author);
      authors.add(author);
    }
    long vanishing = authors.getLast();
    for (int i = 0; i < 1_600; i++) {
      post(i % 2 == 0 ? star : authors.get(random.nextInt(authors.size())));
    }
    world.awaitApplied();
    List<Long> expected = new ArrayList<>(world.feed(ana));
    List<Long> read = new ArrayList<>();
    String token = "";
    for (int page = 0; page < 50; page++) {
      List<Long> posts = new ArrayList<>();
      token = page(ids, token, posts);
      assertThat(posts).as("page %d", page).isEqualTo(expected.subList(0, 20));
      read.addAll(posts);
      expected.subList(0, 20).clear();
      post(star);
      deleteOne(expected, random.nextInt(60));
      if (page == 20) {
        world.hide(vanishing);
        expected.removeIf(id -> world.authorOf(id) == vanishing);
      }
      world.awaitApplied();
    }
    assertThat(token).isEmpty();
    assertThat(read).hasSize(1_000).doesNotHaveDuplicates();
  }

  private static String page(boolean ids, String token, List<Long> into, long reader) {
    if (ids) {
      var page = feed.ids(reader, 20, token);
      into.addAll(page.getPostIdsList());
      return page.getNextPageToken();
    }
    var page = feed.posts(reader, 20, token);
    page.getPostsList().forEach(post -> into.add(FeedServer.idOf(post)));
    return page.getNextPageToken();
  }

  private String page(boolean ids, String token, List<Long> into) {
    return page(ids, token, into, ana);
  }

  /** One that is still to come in the reading. */
  private void deleteOne(List<Long> expected, int place) {
    delete(expected.remove(place));
  }

  private void deleteNewest(int count) {
    newestOf(star, count).forEach(this::delete);
    world.awaitApplied();
  }

  private List<Long> newestOf(long author, int count) {
    return world.postsOf(java.util.Set.of(author)).subList(0, count);
  }

  private void delete(long post) {
    world.delete(world.authorOf(post), post);
  }

  private long post(long author) {
    long id = nextPost.getAndIncrement();
    world.post(author, id);
    return id;
  }

  private void posts(long author, int count) {
    for (int i = 0; i < count; i++) {
      post(author);
    }
    world.awaitApplied();
  }

  /** The posts that a feed has at most. */
  private List<Long> head() {
    List<Long> all = world.feed(ana);
    return all.subList(0, Math.min(1_000, all.size()));
  }
}
