package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.feed.v1.Feed.State;

/** Pages between which the reader mutes somebody, or no longer. */
class MutedPagesTest {
  @RegisterExtension static final FeedServer feed = new FeedServer();

  private static final AtomicLong nextAccount = new AtomicLong(1);
  private static final AtomicLong nextPost = new AtomicLong(1_000_000);
  private static final int POSTS = 12;

  private final World world = feed.world;
  private final long ana = nextAccount.getAndIncrement();
  private final long ben = nextAccount.getAndIncrement();
  private final long cleo = nextAccount.getAndIncrement();

  @BeforeEach
  void posts() {
    feed.awaitReady();
    List.of(ana, ben, cleo).forEach(world::account);
    world.follow(ana, ben);
    world.follow(ana, cleo);
    for (int i = 0; i < POSTS; i++) {
      world.post(i % 2 == 0 ? ben : cleo, nextPost.getAndIncrement());
    }
    world.awaitApplied();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 11, 12, 13})
  void whoIsMutedBetweenTwoPagesIsInNoneAfterIt(int size) {
    List<Long> all = world.feed(ana);
    var first = feed.ids(ana, size, "");
    mute(ben, Long.MAX_VALUE);

    List<Long> read = new ArrayList<>(first.getPostIdsList());
    if (!first.getNextPageToken().isEmpty()) {
      read.addAll(restOf(size, first.getNextPageToken()));
    }
    List<Long> expected = new ArrayList<>(all.subList(0, Math.min(size, POSTS)));
    all.stream()
        .skip(expected.size())
        .filter(post -> world.authorOf(post) == cleo)
        .forEach(expected::add);
    assertThat(read).isEqualTo(expected);
    assertThat(feed.readPosts(ana, size)).isEqualTo(world.feed(ana)).hasSize(POSTS / 2);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 6, 7})
  void whoComesBackBetweenTwoPagesIsThereFromTheirPlaceOn(int size) {
    mute(ben, Long.MAX_VALUE);
    var first = feed.ids(ana, size, "");
    mute(ben, 0);

    List<Long> read = new ArrayList<>(first.getPostIdsList());
    if (!first.getNextPageToken().isEmpty()) {
      long place = read.getLast();
      List<Long> rest = restOf(size, first.getNextPageToken());
      assertThat(rest).isEqualTo(world.feed(ana).stream().filter(post -> post < place).toList());
      read.addAll(rest);
    }
    assertThat(read).doesNotHaveDuplicates().isSortedAccordingTo((a, b) -> Long.compare(b, a));
    assertThat(feed.readIds(ana, size, () -> {})).isEqualTo(world.feed(ana)).hasSize(POSTS);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 100})
  void whereEverybodyIsMutedTheFeedIsEmptyButNotOfNobody(int size) {
    mute(ben, Long.MAX_VALUE);
    mute(cleo, 1L << 60);
    var page = feed.posts(ana, size, "");
    assertThat(page.getPostsList()).isEmpty();
    assertThat(page.getState()).isEqualTo(State.READY);
    assertThat(page.getCaughtUp()).isTrue();
  }

  private void mute(long other, long until) {
    world.mute(ana, other, until);
    world.awaitApplied();
  }

  private List<Long> restOf(int size, String token) {
    List<Long> read = new ArrayList<>();
    for (String next = token; !next.isEmpty(); ) {
      var page = feed.ids(ana, size, next);
      read.addAll(page.getPostIdsList());
      next = page.getNextPageToken();
    }
    return read;
  }
}
