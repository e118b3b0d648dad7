package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Mutes that end by themselves, at the read that comes first after their end. */
class MutesTest {
  private static final long ANA = 1;
  private static final long BEA = 2;
  private static final long CARL = 3;
  private static final long END = 5_000;
  private static final long NEVER = 1L << 40;

  /** How lists are held. */
  private enum Held {
    HOT,
    RANKED,
    COLD;

    FeedStoreConfig config() {
      FeedStoreConfig roomy = FeedStoreConfig.ofBytes(16 << 20);
      return switch (this) {
        case HOT -> roomy;
        case RANKED -> roomy.withRanking();
        case COLD -> roomy.withLists(0, NEVER);
      };
    }
  }

  private final AtomicLong millis = new AtomicLong();
  private final FeedPage page = new FeedPage();
  private FeedStore store;
  private Applier applier;

  @TempDir private Path folder;

  @AfterEach
  void close() {
    store.close();
  }

  @ParameterizedTest
  @EnumSource
  void aMuteIsOneUntilItsEndAndNotALittleLonger(Held held) {
    open(held);
    applier.relate(ANA, BEA, true, END);
    applier.relate(ANA, CARL, true, END + 1);
    rest();

    assertThat(feedAt(4)).isEmpty();
    assertThat(feedAt(5)).containsExactly(10L);
    assertThat(feedAt(6)).containsExactly(11L, 10L);
    assertThat(feedAt(4)).as("nothing is changed by a read").isEmpty();
    assertThat(store.reader().mutedUntil(ANA, BEA)).isEqualTo(END);
  }

  @ParameterizedTest
  @EnumSource
  void mutesForGoodAndWithAnEndStandSideBySide(Held held) {
    open(held);
    applier.replaceFollowees(
        ANA, new long[] {CARL, BEA, BEA, ANA}, new long[] {END, 0, Applier.FOR_GOOD, END}, 4);
    applier.relate(ANA, 4, true, 0);
    rest();

    assertThat(feedAt(4)).containsExactly(12L);
    assertThat(feedAt(5)).containsExactly(12L, 11L);
    applier.mute(ANA, BEA, false);
    applier.relate(ANA, CARL, true, 2 * END);
    rest();
    assertThat(feedAt(5)).containsExactly(12L, 10L);
    assertThat(feedAt(10)).containsExactly(12L, 11L, 10L);
    assertThat(store.reader().followees(ANA)).containsExactlyInAnyOrder(BEA, CARL, 4);
  }

  @ParameterizedTest
  @EnumSource
  void aMuteWithAnEndOutlivesTheFollowAndShowsNothingWithoutOne(Held held) {
    open(held);
    applier.relate(ANA, BEA, false, END);
    rest();
    assertThat(feedAt(9)).isEmpty();
    assertThat(page.followsNobody()).isTrue();

    applier.follow(ANA, BEA);
    rest();
    assertThat(feedAt(4)).isEmpty();
    assertThat(feedAt(5)).containsExactly(10L);
    applier.unfollow(ANA, BEA);
    applier.follow(ANA, BEA);
    assertThat(feedAt(4)).isEmpty();
    applier.relate(ANA, BEA, false, 0);
    applier.relate(ANA, BEA, true, 0);
    assertThat(feedAt(4)).containsExactly(10L);
  }

  @ParameterizedTest
  @EnumSource
  void aSnapshotKeepsTheEnds(Held held) throws Exception {
    open(held);
    applier.relate(ANA, BEA, true, END);
    applier.relate(ANA, CARL, true, Applier.FOR_GOOD);
    rest();
    Path file = folder.resolve("feed");
    store.snapshot(file, "here", new byte[0]).done().get();
    store.close();
    try (SnapshotFile saved = new SnapshotFile(file)) {
      store = FeedStore.load(config(held), saved, bytes -> {});
    }
    applier = store.applier();

    assertThat(feedAt(4)).isEmpty();
    assertThat(feedAt(5)).containsExactly(10L);
  }

  @ParameterizedTest
  @EnumSource
  void everybodyOnTheLongestListMayBeMutedForATime(Held held) {
    open(held);
    int most = FeedStore.MAX_FOLLOWEES;
    long[] followees = LongStream.range(0, most).map(i -> BEA + i).toArray();
    long[] untils = LongStream.range(0, most).map(i -> END + 1_000 * (i % 3)).toArray();
    applier.replaceFollowees(ANA, followees, untils, most);
    rest();

    assertThat(feedAt(4)).isEmpty();
    assertThat(feedAt(5)).containsExactly(10L);
    assertThat(feedAt(7)).containsExactly(12L, 11L, 10L);
    assertThat(store.reader().followees(ANA)).containsExactlyInAnyOrder(followees);
    assertThat(store.reader().isCold(ANA)).as("no page of cold lists is so large").isFalse();
    assertThatThrownBy(() -> applier.relate(ANA, 100_000, true, END))
        .isInstanceOf(EngineFullException.class);
    assertThat(feedAt(7)).containsExactly(12L, 11L, 10L);
  }

  @Test
  void aLongListWithEndsIsTakenInThoughThereIsNoRoomForHotOnes() {
    open(Held.COLD);
    int most = FeedStore.MAX_FOLLOWEES;
    long[] followees = LongStream.range(0, most).map(i -> BEA + i).toArray();
    long[] untils = new long[most];
    Arrays.fill(untils, END);
    assertThat(applier.offerFollowees(ANA, followees, untils, most)).isTrue();
    assertThat(applier.offerFollowees(BEA, followees, untils, 100)).isTrue();

    assertThat(feedAt(4)).isEmpty();
    assertThat(feedAt(5)).containsExactly(12L, 11L, 10L);
    assertThat(store.reader().isCold(BEA)).isTrue();
    assertThat(store.reader().mutedUntil(BEA, CARL)).isEqualTo(END);
  }

  @Test
  void theRoomOfEndsComesBack() {
    open(Held.HOT);
    applier.follow(ANA, BEA);
    long before = store.usage().adjacencyBytes();
    for (int i = 1; i <= 200_000; i++) {
      applier.relate(ANA, BEA, true, i);
    }
    assertThat(store.usage().adjacencyBytes()).isEqualTo(before + 64);
    applier.relate(ANA, BEA, true, 0);
    assertThat(store.usage().adjacencyBytes()).isEqualTo(before);
    applier.relate(ANA, BEA, true, END);
    applier.evict(ANA);
    assertThat(store.usage().adjacencyBytes()).isZero();
  }

  @Test
  void sayingTheSameAgainWritesNothing() {
    open(Held.HOT);
    applier.relate(ANA, BEA, true, END);
    long waiting = store.activity().retiredBytes();
    applier.relate(ANA, BEA, true, END);
    applier.follow(ANA, BEA);
    applier.unfollow(ANA, CARL);
    applier.relate(ANA, ANA, true, END);

    assertThat(store.activity().retiredBytes()).isEqualTo(waiting);
    assertThat(feedAt(4)).isEmpty();
  }

  @Test
  void anEndBeforeAllTimeIsRefused() {
    open(Held.HOT);
    assertThatThrownBy(() -> applier.relate(ANA, BEA, true, -1))
        .hasMessage("mutedUntil: -1 (expected: 0 or more)");
  }

  /** With a post each of Bea, Carl and another. */
  private void open(Held held) {
    store = FeedStore.create(config(held));
    applier = store.applier();
    for (long author = BEA; author <= 4; author++) {
      applier.post(author, 8 + author);
    }
  }

  private FeedStoreConfig config(Held held) {
    return held.config().withClock(() -> Instant.ofEpochMilli(millis.get()));
  }

  private void rest() {
    applier.tend();
    applier.tend();
  }

  private Long[] feedAt(long time) {
    millis.set(time);
    store.reader().gather(ANA, Long.MAX_VALUE, 1_000, page);
    return LongStream.range(0, page.size())
        .map(i -> page.postId((int) i))
        .boxed()
        .toArray(Long[]::new);
  }
}
