package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.testkit.Eventually;
import tintype.testkit.FakeClock;

/** Mutes of an index that follows the log, is built from the tables and starts from a snapshot. */
class MutesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long ANA = 1;
  private static final long BEN = 2;
  private static final long CLEO = 3;
  private static final long FOR_GOOD = Long.MAX_VALUE;

  private final FakeClock clock = new FakeClock(Instant.parse("2026-06-01T12:00:00Z"));
  private final long soon = (clock.millis() + 1_000) * 1_000;
  private final World world = new World();
  private HomeFeedIndex index;

  @TempDir private Path folder;

  @BeforeEach
  void twoAreFollowed() {
    List.of(ANA, BEN, CLEO).forEach(world::account);
    world.follow(ANA, BEN);
    world.follow(ANA, CLEO);
    world.post(BEN, 10);
    world.post(CLEO, 11);
    world.post(ANA, 12);
    index = start();
  }

  @AfterEach
  void close() {
    index.close();
  }

  @Test
  void aMuteTakesPostsOutAndItsEndByHandBringsThemBack() {
    world.mute(ANA, BEN, FOR_GOOD);
    assertFeed(12, 11);
    world.post(BEN, 13);
    assertFeed(12, 11);
    world.mute(ANA, CLEO, soon);
    assertFeed(12);
    world.mute(ANA, BEN, 0);
    assertFeed(13, 12, 10);
    world.mute(ANA, CLEO, 0);
    assertFeed(13, 12, 11, 10);
  }

  @Test
  void ownPostsCannotBeMuted() {
    world.mute(ANA, ANA, FOR_GOOD);
    assertFeed(12, 11, 10);
  }

  @Test
  void anEndIsComparedAtEachRead() {
    world.mute(ANA, BEN, soon);
    assertFeed(12, 11);
    clock.advance(Duration.ofMillis(999));
    assertFeed(12, 11);
    clock.advance(Duration.ofMillis(1));
    assertFeed(12, 11, 10);
  }

  @Test
  void aMuteIsThereBeforeTheFollowAndAfterItsEnd() {
    world.unfollow(ANA, BEN);
    world.mute(ANA, BEN, FOR_GOOD);
    assertFeed(12, 11);
    world.follow(ANA, BEN);
    assertFeed(12, 11);
    world.unfollow(ANA, BEN);
    world.follow(ANA, BEN);
    assertFeed(12, 11);
    assertThat(index.current().usage().edges()).isEqualTo(2);

    world.unfollow(ANA, BEN);
    world.awaitApplied();
    assertThat(index.current().usage().edges()).isEqualTo(1);
  }

  @Test
  void aBuildFromTheTablesHasTheMutes() {
    world.mute(ANA, BEN, FOR_GOOD);
    world.mute(ANA, CLEO, soon);
    index.rebuild();
    Eventually.await(PATIENCE, () -> index.rebuilds() == 2);
    assertFeed(12);
    clock.advance(Duration.ofSeconds(1));
    assertFeed(12, 11);
    index.rebuild();
    Eventually.await(PATIENCE, () -> index.rebuilds() == 3);
    assertFeed(12, 11);
    assertThat(index.reader().mutedUntil(ANA, CLEO)).as("one that has ended").isZero();
    assertThat(index.reader().mutedUntil(ANA, BEN)).isEqualTo(FOR_GOOD);
  }

  @Test
  void aStartFromASnapshotHasTheMutesAndWhatBecameOfThem() {
    world.mute(ANA, BEN, FOR_GOOD);
    world.mute(ANA, CLEO, soon);
    assertFeed(12);
    index.close();

    index = start();
    assertThat(index.origin()).startsWith("started from the snapshot of ");
    assertFeed(12);
    clock.advance(Duration.ofSeconds(1));
    assertFeed(12, 11);
    index.close();
    world.mute(ANA, BEN, 0);

    index = start();
    assertThat(index.origin()).startsWith("started from the snapshot of ");
    assertFeed(12, 11, 10);
  }

  private HomeFeedIndex start() {
    SnapshotConfig snapshots = new SnapshotConfig(folder, Duration.ofHours(1), PATIENCE);
    HomeFeedIndex started =
        SmallIndex.of(world, 1 << 20, snapshots, clock, new SimpleMeterRegistry());
    started.start();
    Eventually.await(PATIENCE, () -> started.notReady().isEmpty() && !started.origin().isEmpty());
    return started;
  }

  private void assertFeed(long... posts) {
    world.awaitApplied();
    HeldPage page = new HeldPage();
    page.read(index, ANA, Long.MAX_VALUE, 1_000);
    assertThat(LongStream.range(0, page.size()).map(i -> page.post((int) i)).toArray())
        .containsExactly(posts);
  }
}
