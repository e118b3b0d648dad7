package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ranks a feed stays with its followee and its post, whatever happens around them. */
class RankingTest {
  private static final FeedStoreConfig CONFIG = FeedStoreConfig.ofBytes(16 << 20).withRanking();
  private static final long ANA = 1;
  private static final long BEA = 2;

  private final FeedStore store = FeedStore.create(CONFIG);
  private final Applier applier = store.applier();
  private final FeedReader reader = store.reader();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void everythingBeginsWithZeroAndIsWhatWasSaidLast() {
    applier.follow(ANA, BEA);
    applier.post(BEA, 7);
    assertThat(reader.affinity(ANA, BEA)).isZero();
    assertThat(reader.engagement(BEA, 7)).isZero();

    assertThat(applier.setAffinity(ANA, BEA, 255)).isTrue();
    assertThat(applier.setEngagement(BEA, 7, -1)).isTrue();
    assertThat(reader.affinity(ANA, BEA)).isEqualTo(255);
    assertThat(reader.engagement(BEA, 7)).isEqualTo(-1);

    applier.setAffinity(ANA, BEA, 3);
    applier.setEngagement(BEA, 7, 4);
    assertThat(reader.affinity(ANA, BEA)).isEqualTo(3);
    assertThat(reader.engagement(BEA, 7)).isEqualTo(4);
  }

  @Test
  void whoIsNotFollowedAndWhatIsNotHeldHasNone() {
    applier.follow(ANA, BEA);
    applier.post(BEA, 7);

    assertThat(applier.setAffinity(BEA, ANA, 1)).isFalse();
    assertThat(applier.setAffinity(99, 98, 1)).isFalse();
    assertThat(applier.setEngagement(BEA, 8, 1)).isFalse();
    assertThat(applier.setEngagement(ANA, 7, 1)).isFalse();
    assertThat(applier.setEngagement(99, 7, 1)).isFalse();
    assertThat(reader.affinity(99, BEA)).isZero();
    assertThat(reader.affinity(ANA, 99)).isZero();
    assertThat(reader.engagement(99, 7)).isZero();
    assertThat(reader.isKnown(99)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 256})
  void anAffinityIsAByte(int affinity) {
    assertThatIllegalArgumentException().isThrownBy(() -> applier.setAffinity(ANA, BEA, affinity));
  }

  @Test
  void followingAgainBeginsAgain() {
    applier.follow(ANA, BEA);
    applier.setAffinity(ANA, BEA, 9);
    applier.unfollow(ANA, BEA);
    applier.follow(ANA, BEA);
    assertThat(reader.affinity(ANA, BEA)).isZero();
  }

  @Test
  void anOnlyPostThatEngagesIsStillTheOnlyOne() {
    applier.post(BEA, 7);
    applier.setEngagement(BEA, 7, 5);
    applier.post(BEA, 9);
    applier.delete(BEA, 9);
    assertThat(reader.posts(BEA)).containsExactly(7);
    assertThat(reader.engagement(BEA, 7)).isEqualTo(5);
    assertThat(store.usage().posts()).isEqualTo(1);

    applier.delete(BEA, 7);
    assertThat(reader.posts(BEA)).isEmpty();
    assertThat(reader.engagement(BEA, 7)).isZero();
  }

  /** More than the largest block takes with a byte for each. */
  @Test
  void theLongestListHasRoomToo() {
    for (int i = 1; i <= FolloweeList.MAX_ENTRIES; i++) {
      applier.follow(ANA, 1 + i);
      applier.setAffinity(ANA, 1 + i, i & 0xFF);
    }
    for (int i = 1; i <= FolloweeList.MAX_ENTRIES; i++) {
      assertThat(reader.affinity(ANA, 1 + i)).isEqualTo(i & 0xFF);
    }
    assertThat(reader.followeeCount(ANA)).isEqualTo(FolloweeList.MAX_ENTRIES);
  }

  @Test
  void theFullestRingHasRoomTooAndForgetsWhatItDrops() {
    for (int post = 1; post <= 3_000; post++) {
      applier.post(BEA, post);
      applier.setEngagement(BEA, post, 10 * post);
    }
    long[] held = reader.posts(BEA);
    assertThat(held).hasSize(Ring.MAX_SLOTS - 1);
    for (long post : held) {
      assertThat(reader.engagement(BEA, post)).isEqualTo(10 * (int) post);
    }
    assertThat(reader.engagement(BEA, 1)).isZero();
    assertThat(applier.setEngagement(BEA, 1, 1)).isFalse();
  }

  @Test
  void aListThatTurnsColdForgets() {
    FeedStoreConfig config = CONFIG.withLists(0, 1 << 20);
    try (FeedStore store = FeedStore.create(config)) {
      store.applier().follow(ANA, BEA);
      store.applier().setAffinity(ANA, BEA, 9);
      store.applier().tend();
      assertThat(store.reader().isCold(ANA)).isTrue();
      assertThat(store.reader().affinity(ANA, BEA)).isZero();
      assertThat(store.applier().setAffinity(ANA, BEA, 9)).isFalse();
      assertThat(store.reader().isCold(ANA)).isTrue();
    }
  }

  @Test
  void aStoreWithoutRoomSaysSo() {
    try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(4 << 20))) {
      store.applier().follow(ANA, BEA);
      store.applier().post(BEA, 7);
      assertThatThrownBy(() -> store.applier().setAffinity(ANA, BEA, 1))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessageContaining("no room for ranking");
      assertThatThrownBy(() -> store.applier().setEngagement(BEA, 7, 1))
          .isInstanceOf(UnsupportedOperationException.class);
      assertThat(store.reader().affinity(ANA, BEA)).isZero();
      assertThat(store.reader().engagement(BEA, 7)).isZero();
    }
  }

  /** Lists and rings that were saved without room get it with the first word about them. */
  @Test
  void aSnapshotOfAStoreWithoutRoomCanBeRanked(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("feed");
    try (FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(16 << 20))) {
      for (int i = 1; i <= 40; i++) {
        store.applier().follow(ANA, 1 + i);
        store.applier().post(BEA, i);
      }
      store.snapshot(file, "here", new byte[0]).done().join();
    }
    try (SnapshotFile saved = new SnapshotFile(file);
        FeedStore loaded = FeedStore.load(CONFIG, saved, bytes -> {})) {
      assertThat(loaded.applier().setAffinity(ANA, 30, 7)).isTrue();
      assertThat(loaded.applier().setEngagement(BEA, 30, 8)).isTrue();
      assertThat(loaded.reader().affinity(ANA, 30)).isEqualTo(7);
      assertThat(loaded.reader().affinity(ANA, 31)).isZero();
      assertThat(loaded.reader().engagement(BEA, 30)).isEqualTo(8);
      assertThat(loaded.reader().engagement(BEA, 31)).isZero();
      assertThat(loaded.reader().followeeCount(ANA)).isEqualTo(40);
      assertThat(loaded.reader().posts(BEA)).hasSize(40);
    }
  }

  /** What is said while it is being written is not in it, whichever of a page comes first. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void bothAreInASnapshotAsTheyWereThen(boolean postFirst, @TempDir Path folder) throws Exception {
    applier.follow(ANA, BEA);
    applier.post(BEA, 7);
    applier.setAffinity(ANA, BEA, 9);
    applier.setEngagement(BEA, 7, 5);
    Path file = folder.resolve("feed");
    GatedSink gate = new GatedSink(0);
    Snapshot snapshot = store.snapshot(file, "here", new byte[0], gate::open);
    gate.awaitReached();
    if (postFirst) {
      applier.setEngagement(BEA, 7, 6);
    }
    applier.setAffinity(ANA, BEA, 10);
    applier.setEngagement(BEA, 7, 6);
    gate.release();
    snapshot.done().join();
    try (SnapshotFile saved = new SnapshotFile(file);
        FeedStore loaded = FeedStore.load(CONFIG, saved, bytes -> {})) {
      assertThat(loaded.reader().affinity(ANA, BEA)).isEqualTo(9);
      assertThat(loaded.reader().engagement(BEA, 7)).isEqualTo(5);
    }
    assertThat(reader.affinity(ANA, BEA)).isEqualTo(10);
    assertThat(reader.engagement(BEA, 7)).isEqualTo(6);
  }

  @Test
  void aSnapshotWithRoomCanBeLoadedIntoAStoreWithout(@TempDir Path folder) throws Exception {
    for (int i = 1; i <= 2_000; i++) {
      applier.follow(ANA, 1 + i);
      applier.post(BEA, i);
      applier.setEngagement(BEA, i, i);
    }
    Path file = folder.resolve("feed");
    store.snapshot(file, "here", new byte[0]).done().join();
    try (SnapshotFile saved = new SnapshotFile(file);
        FeedStore loaded = FeedStore.load(FeedStoreConfig.ofBytes(16 << 20), saved, bytes -> {})) {
      loaded.applier().post(BEA, 3_000);
      loaded.applier().delete(BEA, 1_999);
      loaded.applier().unfollow(ANA, 30);
      applier.post(BEA, 3_000);
      applier.delete(BEA, 1_999);
      applier.unfollow(ANA, 30);
      assertThat(loaded.reader().posts(BEA)).isEqualTo(reader.posts(BEA));
      assertThat(loaded.reader().followeeCount(ANA)).isEqualTo(1_999);
    }
  }

  @Test
  void aZeroTakesNoMemory() {
    applier.post(BEA, 7);
    long bytes = store.usage().bytesUsed();
    assertThat(applier.setEngagement(BEA, 7, 0)).isTrue();
    assertThat(store.usage().bytesUsed()).isEqualTo(bytes);
  }

  @Test
  void aPostThatComesLateIntoAFullRingLeavesTheOthersTheirs() {
    for (int post = 1; post <= Ring.MAX_SLOTS; post++) {
      applier.post(BEA, 2 * post);
      applier.setEngagement(BEA, 2 * post, post);
    }
    applier.post(BEA, 101);
    assertThat(reader.engagement(BEA, 101)).isZero();
    for (int post = 3; post <= Ring.MAX_SLOTS; post++) {
      assertThat(reader.engagement(BEA, 2 * post)).isEqualTo(post);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void affinitiesFollowTheirFollowees(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<Long, Integer> affinities = new HashMap<>();
    for (int step = 0; step < 3_000; step++) {
      long followee = 2 + random.nextInt(120);
      switch (random.nextInt(8)) {
        case 0, 1, 2 -> {
          applier.follow(ANA, followee);
          affinities.putIfAbsent(followee, 0);
        }
        case 3 -> {
          applier.unfollow(ANA, followee);
          affinities.remove(followee);
        }
        case 4 -> {
          // Muted and no longer, so that the list is written anew.
          applier.mute(ANA, followee, true);
          applier.mute(ANA, followee, false);
        }
        default -> {
          int affinity = random.nextInt(256);
          boolean follows = affinities.containsKey(followee);
          assertThat(applier.setAffinity(ANA, followee, affinity)).isEqualTo(follows);
          affinities.computeIfPresent(followee, (id, before) -> affinity);
        }
      }
    }
    LongStream.range(2, 122)
        .forEach(
            followee ->
                assertThat(reader.affinity(ANA, followee))
                    .isEqualTo(affinities.getOrDefault(followee, 0)));
    assertThat(reader.followeeCount(ANA)).isEqualTo(affinities.size());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void engagementsFollowTheirPosts(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TreeMap<Long, Integer> engagements = new TreeMap<>();
    long limit = 0;
    for (int step = 0; step < 4_000; step++) {
      long post = 1 + random.nextInt(500) + step / 8;
      switch (random.nextInt(16)) {
        case 0, 1, 2, 3, 4, 5 -> {
          applier.post(BEA, post);
          if (post > limit) {
            engagements.putIfAbsent(post, 0);
          }
        }
        case 6, 7, 8 -> {
          applier.delete(BEA, post);
          engagements.remove(post);
        }
        case 9 -> {
          long before = Math.max(1, post - 450);
          applier.truncate(BEA, before);
          limit = Math.max(limit, before - 1);
          engagements.headMap(before).clear();
        }
        default -> {
          int engagement = random.nextInt();
          assertThat(applier.setEngagement(BEA, post, engagement))
              .isEqualTo(engagements.containsKey(post));
          engagements.computeIfPresent(post, (id, before) -> engagement);
        }
      }
    }
    assertThat(reader.posts(BEA))
        .containsExactly(
            engagements.descendingKeySet().stream().mapToLong(Long::longValue).toArray());
    engagements.forEach(
        (post, engagement) -> assertThat(reader.engagement(BEA, post)).isEqualTo(engagement));
  }
}
