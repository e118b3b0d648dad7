package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.feed.GetHomeFeedTest.assertRefused;

import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.feed.v1.Feed.Order;
import tintype.feed.v1.Feed.State;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.feed.v1.ListHomePostsResponse;

class ListHomePostsTest {
  @RegisterExtension static final FeedServer feed = new FeedServer();

  private static final AtomicLong nextAccount = new AtomicLong(1);
  private static final AtomicLong nextPost = new AtomicLong(1_000_000);

  private final World world = feed.world;
  private final long ana = nextAccount.getAndIncrement();
  private final long ben = nextAccount.getAndIncrement();

  @BeforeEach
  void accounts() {
    feed.awaitReady();
    world.account(ana);
    world.account(ben);
    world.follow(ana, ben);
  }

  @AfterEach
  void up() {
    feed.posts.down = false;
    feed.posts.invisible.clear();
    feed.posts.unwelcome.clear();
  }

  @Test
  void holdsPostsAsTheCallerSeesThem() {
    posts(2);
    feed.posts.viewers.clear();

    ListHomePostsResponse page = feed.posts(ana, 0, "");

    assertThat(page.getPostsList()).extracting(FeedServer::idOf).isEqualTo(world.feed(ana));
    assertThat(page.getPosts(0).getAuthor().getId()).isEqualTo(Long.toString(ben));
    assertThat(page.getState()).isEqualTo(State.READY);
    assertThat(page.getCaughtUp()).isTrue();
    assertThat(feed.posts.viewers).containsExactly(Long.toString(ana));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 9, 10, 11, 100})
  void aPageShortenedByVisibilityIsRefilled(int size) {
    posts(30);
    List<Long> all = world.feed(ana);
    // Every third is visible: 10 of 30, and neither the first nor the last.
    List<Long> visible = all.stream().filter(id -> all.indexOf(id) % 3 == 1).toList();
    hideAllBut(visible);

    ListHomePostsResponse first = feed.posts(ana, size, "");

    assertThat(first.getPostsCount()).isEqualTo(Math.min(size, visible.size()));
    assertThat(feed.readPosts(ana, size)).isEqualTo(visible);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 14, 15, 16, 100})
  void whatMentionsTheBlockedIsLeftOutAndMadeUpFor(int size) {
    posts(30);
    List<Long> all = world.feed(ana);
    feed.posts.unwelcome.addAll(all.subList(3, 18));
    List<Long> welcome = all.stream().filter(id -> !feed.posts.unwelcome.contains(id)).toList();

    assertThat(feed.posts(ana, size, "").getPostsCount()).isEqualTo(Math.min(size, 15));
    assertThat(feed.readPosts(ana, size)).isEqualTo(welcome);
    feed.posts.unwelcome.clear();
    assertThat(feed.readPosts(ana, size)).isEqualTo(all);
  }

  @Test
  void theLastPageIsKnownFromRawCandidates() {
    posts(4);
    List<Long> all = world.feed(ana);
    feed.posts.invisible.add(all.get(3));

    ListHomePostsResponse third = feed.posts(ana, 3, "");
    assertThat(third.getPostsCount()).isEqualTo(3);
    assertThat(third.getNextPageToken()).isNotEmpty();
    assertThat(third.getCaughtUp()).isFalse();

    ListHomePostsResponse rest = feed.posts(ana, 3, third.getNextPageToken());
    assertThat(rest.getPostsCount()).isZero();
    assertThat(rest.getNextPageToken()).isEmpty();
    assertThat(rest.getCaughtUp()).isTrue();
    assertThat(rest.getState()).isEqualTo(State.READY);
  }

  @Test
  void aFeedWithNothingVisibleIsReadyAndEmptyInOneAnswer() {
    posts(250);
    hideAllBut(List.of());
    feed.posts.batches.set(0);

    ListHomePostsResponse page = feed.posts(ana, 10, "");

    assertThat(page.getPostsCount()).isZero();
    assertThat(page.getState()).isEqualTo(State.READY);
    assertThat(page.getCaughtUp()).isTrue();
    assertThat(feed.posts.batches.get()).isEqualTo(4);
  }

  @Test
  void aSearchForVisiblePostsEndsAfterItsRoundsWithATokenToGoOn() {
    posts(1_400);
    List<Long> visible = List.of(world.feed(ana).getLast());
    hideAllBut(visible);
    feed.posts.batches.set(0);

    ListHomePostsResponse page = feed.posts(ana, 10, "");

    assertThat(page.getPostsCount()).isZero();
    assertThat(page.getNextPageToken()).isNotEmpty();
    assertThat(feed.posts.batches.get()).isEqualTo(12);
    assertThat(feed.readPosts(ana, 10)).isEqualTo(visible);
  }

  @Test
  void theThousandPostsOfAFeedAreVisibleOnes() {
    posts(1_100);
    List<Long> all = world.feed(ana);
    feed.posts.invisible.addAll(all.subList(10, 60));

    List<Long> read = feed.readPosts(ana, 100);

    assertThat(read).hasSize(1_000).startsWith(all.get(0)).endsWith(all.get(1_049));
  }

  @Test
  void followingNobodyIsAnAnswerOfItsOwn() {
    ListHomePostsResponse page = feed.posts(ben, 0, "");

    assertThat(page.getState()).isEqualTo(State.NOBODY_FOLLOWED);
    assertThat(page.getCaughtUp()).isTrue();
    assertThat(page.getNextPageToken()).isEmpty();
  }

  @Test
  void refusesWhatItDoesNotOffer() {
    ListHomePostsRequest top = ListHomePostsRequest.newBuilder().setOrder(Order.TOP).build();

    assertRefused(() -> feed.as(ana).listHomePosts(top), "INVALID_ARGUMENT", "ORDER_NOT_OFFERED");
    assertRefused(() -> feed.stub().listHomePosts(top), "UNAUTHENTICATED", "TOKEN_MISSING");
    assertRefused(
        () -> feed.tools().listHomePosts(ListHomePostsRequest.getDefaultInstance()),
        "PERMISSION_DENIED",
        "CALLER_NOT_ALLOWED");
  }

  @Test
  void saysSoWhenPostsCannotBeHadNow() {
    posts(1);
    feed.posts.down = true;

    assertRefused(() -> feed.posts(ana, 0, ""), "UNAVAILABLE", "TRY_AGAIN");
  }

  private void posts(int count) {
    for (int i = 0; i < count; i++) {
      world.post(i % 2 == 1 ? ben : ana, nextPost.getAndIncrement());
    }
    world.awaitApplied();
  }

  private void hideAllBut(List<Long> visible) {
    feed.posts.invisible.addAll(world.feed(ana));
    feed.posts.invisible.removeAll(Set.copyOf(visible));
  }
}
