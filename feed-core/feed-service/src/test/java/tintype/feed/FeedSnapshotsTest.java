package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.testkit.Eventually;

/** Starts from a snapshot, and from the tables where there is none that can be used. */
class FeedSnapshotsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration RARELY = Duration.ofHours(1);
  private static final long ANA = 1;
  private static final long BEN = 2;

  private final World world = new World(2);
  private SimpleMeterRegistry metrics;

  @TempDir private Path folder;

  @Test
  void aStartGoesOnFromTheSnapshotOfACleanStop() {
    history(new Random(1), 1_000);
    HomeFeedIndex first = start();
    assertThat(first.origin())
        .isEqualTo("built from the tables: the snapshot was refused, there is none yet");
    first.close();
    // Meanwhile nobody follows the logs.
    history(new Random(2), 300);

    HomeFeedIndex second = start();
    assertEveryFeed(second);
    assertThat(second.origin()).startsWith("started from the snapshot of ");
    assertThat(second.origin()).endsWith("replayed 320 changes");
    assertThat(second.note())
        .matches(
            "started from the snapshot of .*Z, \\d+ s old, replayed 320 changes \\(took .* s\\)");
    assertThat(second.rebuilds()).isZero();
    assertThat(metrics.get("feed.resume").timer().count()).isEqualTo(1);
    assertThat(metrics.get("feed.snapshot.size").gauge().value()).isPositive();
    assertThat(metrics.get("feed.snapshot.age").gauge().value()).isBetween(0.0, 60.0);
    history(new Random(3), 300);
    assertEveryFeed(second);
    second.close();
  }

  @Test
  void snapshotsAreWrittenBesideChangesAtEachInterval() throws Exception {
    HomeFeedIndex first = start(new SnapshotConfig(folder, Duration.ofSeconds(1), Duration.ZERO));
    Random random = new Random(4);
    Eventually.await(
        PATIENCE,
        () -> {
          history(random, 50);
          return metrics.get("feed.snapshot").timer().count() >= 3;
        });
    history(random, 100);
    // As a kill would: no last snapshot.
    first.close();

    HomeFeedIndex second = start();
    assertEveryFeed(second);
    assertThat(second.rebuilds()).isZero();
    second.close();
  }

  @Test
  void aStopWaitsNoLongerThanItsPatienceAndTheSnapshotOfBeforeStays() throws Exception {
    saved();
    Path file = folder.resolve("index.snapshot");
    byte[] before;
    byte[] after;
    long post = 10;
    int stops = 0;
    do {
      before = Files.readAllBytes(file);
      HomeFeedIndex hasty = start(new SnapshotConfig(folder, RARELY, Duration.ofNanos(1)));
      assertThat(hasty.rebuilds()).isZero();
      world.post(BEN, ++post);
      world.awaitApplied();
      hasty.close();
      after = Files.readAllBytes(file);
      // On a machine that does other things in between, the file may be written in no time.
    } while (!Arrays.equals(before, after) && ++stops < 20);

    assertThat(after).isEqualTo(before);
    assertThat(metrics.get("feed.snapshot").timer().count()).isZero();
    HomeFeedIndex next = start();
    assertThat(next.rebuilds()).isZero();
    assertEveryFeed(next);
    next.close();
  }

  @Test
  void aPositionThatIsLostLeadsToARebuild() {
    saved();
    world.post(BEN, 11);
    world.media.forget();

    HomeFeedIndex index = start();
    assertThat(index.origin())
        .startsWith("built from the tables: the snapshot is too old, stream media/");
    assertThat(feed(index, ANA)).containsExactly(11L, 10L);
    index.close();
  }

  @Test
  void anotherDatabaseLeadsToARebuild() {
    saved();
    world.graph.become("another");

    HomeFeedIndex index = start();
    assertThat(index.origin())
        .isEqualTo(
            "built from the tables: the snapshot was refused, it is of [fake; fake; fake]"
                + " (expected: [fake; another; fake])");
    assertThat(feed(index, ANA)).containsExactly(10L);
    index.close();
  }

  @Test
  void aDamagedFileLeadsToARebuild() throws Exception {
    saved();
    Path file = folder.resolve("index.snapshot");
    byte[] bytes = Files.readAllBytes(file);
    bytes[100_000] ^= 1;
    Files.write(file, bytes);

    HomeFeedIndex index = start();
    assertThat(index.origin())
        .isEqualTo("built from the tables: the snapshot was refused, its page 1 is damaged");
    assertThat(feed(index, ANA)).containsExactly(10L);
    // And the next one stands in its place.
    Eventually.await(PATIENCE, () -> metrics.get("feed.snapshot").timer().count() == 1);
    index.close();
    HomeFeedIndex next = start();
    assertThat(next.rebuilds()).isZero();
    next.close();
  }

  @Test
  void aDatabaseThatIsAwayIsNoReasonToBuildFromTheTables() {
    saved();
    world.media.failEnds(new IllegalArgumentException("no database"));
    HomeFeedIndex index = index(new SnapshotConfig(folder, RARELY, PATIENCE));
    index.start();
    Eventually.await(PATIENCE, () -> index.notReady().contains("no database"));
    world.media.failEnds(null);

    Eventually.await(PATIENCE, () -> index.origin().startsWith("started from the snapshot"));
    index.close();
  }

  @Test
  void aFolderThatAnotherIndexHasIsLeftAlone() {
    HomeFeedIndex first = saved(start());
    HomeFeedIndex second = start();
    assertThat(second.origin()).contains("its folder cannot be used");
    assertThat(metrics.get("feed.snapshot.failures").counter().count()).isPositive();
    assertThat(feed(second, ANA)).containsExactly(10L);
    second.close();
    first.close();
    HomeFeedIndex third = start();
    assertThat(third.rebuilds()).isZero();
    third.close();
  }

  @Test
  void aFolderThatCannotBeWrittenToCostsNothingButTheSnapshots() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    HomeFeedIndex index = start(new SnapshotConfig(file, RARELY, PATIENCE));
    saved(index);
    assertThat(metrics.get("feed.snapshot.failures").counter().count()).isPositive();
    index.close();
  }

  /** An index that was stopped, of one follow and one post. */
  private void saved() {
    saved(start()).close();
  }

  private HomeFeedIndex saved(HomeFeedIndex index) {
    world.follow(ANA, BEN);
    world.post(BEN, 10);
    world.awaitApplied();
    assertThat(feed(index, ANA)).containsExactly(10L);
    return index;
  }

  private HomeFeedIndex start() {
    return start(new SnapshotConfig(folder, RARELY, PATIENCE));
  }

  private HomeFeedIndex start(SnapshotConfig config) {
    HomeFeedIndex index = index(config);
    index.start();
    Eventually.await(PATIENCE, () -> index.notReady().isEmpty() && !index.origin().isEmpty());
    return index;
  }

  private HomeFeedIndex index(SnapshotConfig config) {
    metrics = new SimpleMeterRegistry();
    return SmallIndex.of(world, config, metrics);
  }

  private void history(Random random, int length) {
    LongStream.rangeClosed(1, 20).forEach(world::account);
    for (int i = 0; i < length; i++) {
      long one = 1 + random.nextInt(20);
      long other = 1 + random.nextInt(20);
      long post = 1 + random.nextInt(400);
      switch (random.nextInt(8)) {
        case 0 -> world.hide(one);
        case 6, 7 -> world.mute(one, other, random);
        case 1 -> world.follow(one, other);
        case 2 -> world.unfollow(one, other);
        case 3 -> world.delete(1 + post % 20, post);
        default -> world.post(1 + post % 20, post);
      }
    }
  }

  private void assertEveryFeed(HomeFeedIndex index) {
    world.awaitApplied();
    for (long reader = 1; reader <= 20; reader++) {
      assertThat(feed(index, reader)).isEqualTo(world.feed(reader));
    }
  }

  private static List<Long> feed(HomeFeedIndex index, long reader) {
    HeldPage page = new HeldPage();
    page.read(index, reader, Long.MAX_VALUE, 1_000);
    return LongStream.range(0, page.size()).map(i -> page.post((int) i)).boxed().toList();
  }
}
