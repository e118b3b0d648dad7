package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.engine.FeedStore;
import tintype.testkit.Eventually;

class HomeFeedIndexTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long ANA = 1;
  private static final long BEN = 2;

  private final World world = new World();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final HomeFeedIndex index = SmallIndex.withoutSnapshots(world, metrics);

  @AfterEach
  void close() {
    world.account.holdSnapshots(false);
    world.graph.holdSnapshots(false);
    world.media.holdSnapshots(false);
    index.close();
  }

  @Test
  void aSnapshotAloneHoldsEverything() {
    history(new Random(1), 2_000);
    start();

    assertEveryFeed();
    Eventually.await(PATIENCE, () -> index.rebuilds() == 1);
    assertThat(metrics.get("feed.index.accounts").gauge().value()).isEqualTo(20);
    assertThat(metrics.get("feed.index.occupancy").tag("bound", "memory").gauge().value())
        .isBetween(0.001, 1.0);
    assertThat(metrics.get("feed.index.alarms").gauge().value()).isZero();
    assertThat(metrics.get("feed.rebuild").timer().count()).isEqualTo(1);
  }

  @Test
  void snapshotsOfThreeMomentsAndTheirTailsComeToTheSame() {
    Random random = new Random(2);
    history(random, 300);
    world.graph.holdSnapshots(true);
    index.start();
    Eventually.await(PATIENCE, () -> index.progress().phase().equals("copying follows"));
    // The follows are copied, the accounts before and the posts not yet: all go on changing.
    history(random, 300);
    world.media.holdSnapshots(true);
    world.graph.holdSnapshots(false);
    Eventually.await(PATIENCE, () -> index.progress().phase().equals("copying posts"));
    history(random, 300);
    world.media.holdSnapshots(false);

    awaitReady();
    history(random, 300);
    assertEveryFeed();
  }

  @Test
  void streamsHeldBackAgainstEachOtherComeToTheSame() {
    for (int held = 0; held < 6; held++) {
      World here = new World(2);
      List<FakeChangeLog> logs = List.of(here.account, here.graph, here.media);
      FakeChangeLog first = logs.get(held / 2);
      FakeChangeLog second = logs.get((held / 2 + 1 + held % 2) % 3);
      logs.forEach(log -> log.release(0));
      try (HomeFeedIndex late = SmallIndex.withoutSnapshots(here, new SimpleMeterRegistry())) {
        late.start();
        Eventually.await(PATIENCE, () -> late.notReady().isEmpty());
        history(here, new Random(held), 500);
        first.releaseAll();
        first.awaitApplied();
        second.releaseAll();
        second.awaitApplied();
        logs.forEach(FakeChangeLog::releaseAll);
        here.awaitApplied();
        assertEveryFeed(here, late);
      }
    }
  }

  @Test
  void isNotReadyUntilTheLogsEndsOfItsStartHavePassed() {
    world.post(BEN, 10);
    world.graph.release(0);
    world.media.holdSnapshots(true);
    index.start();
    Eventually.await(PATIENCE, () -> index.progress().phase().equals("copying posts"));
    // After the copy of the follows, before the end of the log is looked at.
    world.follow(ANA, BEN);
    world.media.holdSnapshots(false);

    Eventually.await(PATIENCE, () -> index.notReady().startsWith("catching up"));
    assertThat(index.current().isComplete()).isFalse();
    assertThat(feed(index, ANA)).isEmpty();

    world.graph.releaseAll();
    awaitReady();
    assertThat(feed(index, ANA)).containsExactly(10L);
  }

  @Test
  void aDatabaseThatIsNotThereYetIsAwaited() {
    world.follow(ANA, BEN);
    world.post(BEN, 10);
    world.media.failSnapshots(new IllegalStateException("no database"));
    index.start();
    Eventually.await(PATIENCE, () -> index.notReady().startsWith("building failed: no database"));

    world.media.failSnapshots(null);
    awaitReady();
    assertThat(feed(index, ANA)).containsExactly(10L);
  }

  @Test
  void aLostPositionLeadsToANewCopyWhileTheOldOneAnswers() throws Exception {
    world.follow(ANA, BEN);
    world.post(BEN, 10);
    start();
    AtomicBoolean stop = new AtomicBoolean();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread reading = Thread.ofPlatform().start(() -> readUntil(stop, failure));

    for (int i = 0; i < 5; i++) {
      world.account.holdSnapshots(true);
      world.media.lose();
      Eventually.await(PATIENCE, () -> index.notReady().startsWith("changes are missing"));
      long post = 11 + i;
      // Commits that nobody tails any more: only the next copy brings this post.
      world.post(BEN, post);
      assertThat(feed(index, ANA)).first().isEqualTo(post - 1);

      world.account.holdSnapshots(false);
      awaitReady();
      assertThat(feed(index, ANA)).first().isEqualTo(post);
    }
    stop.set(true);
    reading.join();

    assertThat(failure.get()).isNull();
    Eventually.await(PATIENCE, () -> index.rebuilds() == 6);
  }

  @Test
  void aRebuildByHandKeepsAnswersComplete() {
    world.follow(ANA, BEN);
    world.post(BEN, 10);
    start();
    world.media.holdSnapshots(true);
    index.rebuild();
    Eventually.await(PATIENCE, () -> index.progress().phase().equals("copying posts"));
    world.post(BEN, 11);
    world.awaitApplied();

    assertThat(index.notReady()).isEmpty();
    assertThat(feed(index, ANA)).containsExactly(11L, 10L);

    world.media.holdSnapshots(false);
    Eventually.await(PATIENCE, () -> index.rebuilds() == 2);
    assertThat(feed(index, ANA)).containsExactly(11L, 10L);
  }

  @Test
  void aListThatIsTooLongHoldsUpNeitherABuildNorAStream() {
    LongStream.range(100, 110 + FeedStore.MAX_FOLLOWEES).forEach(id -> world.follow(ANA, id));
    start();
    world.follow(ANA, BEN);
    world.follow(BEN, 100);
    world.post(100, 10);
    Eventually.await(PATIENCE, () -> feed(index, BEN).equals(List.of(10L)));
    assertThat(feed(index, ANA)).containsExactly(10L);
    assertThat(index.notReady()).isEmpty();
    String leftOut =
        "a follow was left out of a full list (limit: 8188) 11 times since the index was made";
    assertThat(index.warnings()).containsExactly(Map.entry("full lists", leftOut));

    // Now that two follow somebody, the rows of one come in two runs.
    index.rebuild();
    Eventually.await(PATIENCE, () -> index.rebuilds() == 2);
    assertThat(feed(index, BEN)).containsExactly(10L);
    assertThat(index.warnings()).containsExactly(Map.entry("full lists", leftOut));
  }

  @Test
  void aStoreThatIsFullSaysSoAndStandsStill() {
    try (HomeFeedIndex small = SmallIndex.withoutSnapshots(world, 3, new SimpleMeterRegistry())) {
      small.start();
      Eventually.await(PATIENCE, () -> small.notReady().isEmpty());
      LongStream.rangeClosed(1, 5).forEach(world::account);

      Eventually.await(
          PATIENCE, () -> small.notReady().startsWith("stream account/0 stands still"));
      assertThat(small.current().isComplete()).isFalse();
      assertThat(small.notReady())
          .contains("accounts are used up (limit: 3): raise feed-engine-accounts and start again");
      assertThat(small.warnings().get("accounts"))
          .startsWith("100 % of the index's accounts are taken");
    }
  }

  private void readUntil(AtomicBoolean stop, AtomicReference<Throwable> failure) {
    try {
      while (!stop.get()) {
        if (feed(index, ANA).isEmpty()) {
          failure.set(new AssertionError("an empty feed"));
        }
      }
    } catch (Throwable e) {
      failure.set(e);
    }
  }

  private void start() {
    index.start();
    awaitReady();
  }

  private void awaitReady() {
    Eventually.await(PATIENCE, () -> index.notReady().isEmpty());
  }

  private void history(Random random, int length) {
    history(world, random, length);
  }

  /** Of 20 accounts, all of which are heard of at least by their posts. */
  private static void history(World world, Random random, int length) {
    LongStream.rangeClosed(1, 20).forEach(world::account);
    for (int i = 0; i < length; i++) {
      long one = 1 + random.nextInt(20);
      long other = 1 + random.nextInt(20);
      long post = 1 + random.nextInt(400);
      switch (random.nextInt(10)) {
        case 0 -> world.hide(one);
        case 8, 9 -> world.mute(one, other, random);
        case 1 -> world.unhide(one);
        case 2, 3 -> world.follow(one, other);
        case 4 -> world.unfollow(one, other);
        case 5 -> world.delete(1 + post % 20, post);
        default -> world.post(1 + post % 20, post);
      }
    }
  }

  private void assertEveryFeed() {
    world.awaitApplied();
    assertEveryFeed(world, index);
  }

  private static void assertEveryFeed(World world, HomeFeedIndex index) {
    for (long reader = 1; reader <= 20; reader++) {
      assertThat(feed(index, reader)).isEqualTo(world.feed(reader));
    }
  }

  /** Read as the service reads: from whichever copy is the current one. */
  private static List<Long> feed(HomeFeedIndex index, long reader) {
    HeldPage page = new HeldPage();
    page.read(index, reader, Long.MAX_VALUE, 1_000);
    return LongStream.range(0, page.size()).map(i -> page.post((int) i)).boxed().toList();
  }
}
