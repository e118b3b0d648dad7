package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.engine.Applier;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;

/** What becomes of changes while a list is being loaded. */
class FollowEdgesTest {
  private static final long ANA = 1;
  private static final long BEA = 2;
  private static final long CARL = 3;
  private static final long NOW = 7_000;
  private static final long LATER = NOW + 1;
  private static final InstantSource CLOCK = () -> Instant.ofEpochMilli(NOW / 1_000);

  private final FeedStore store =
      FeedStore.create(FeedStoreConfig.ofBytes(4 << 20).withClock(CLOCK));
  private final FollowLists lists = new FollowLists(store.applier(), CLOCK);
  private final FollowEdges edges = new FollowEdges(lists);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aListThatIsHeldLosesNoChangeToALoadThatFails() {
    edges.set(ANA, BEA, true, 0);
    edges.beginLoad(ANA);
    edges.set(ANA, CARL, true, 0);
    assertThat(store.reader().followees(ANA)).containsExactlyInAnyOrder(BEA, CARL);
    edges.abandonLoad(ANA);
    assertThat(store.reader().followees(ANA)).containsExactlyInAnyOrder(BEA, CARL);
  }

  @Test
  void changesOfALoadAreMadeToWhatItBrings() {
    store.applier().follow(ANA, BEA);
    store.applier().evict(ANA);
    edges.beginLoad(ANA);
    edges.set(ANA, CARL, true, 0);
    edges.set(ANA, BEA, false, 0);
    assertThat(store.reader().isAbsent(ANA)).isTrue();
    edges.endLoad(ANA, Followees.of(BEA));
    assertThat(store.reader().followees(ANA)).containsExactly(CARL);
  }

  @Test
  void mutesOfALoadAreKeptAsTheyAreUnlessAChangeCameLater() {
    store.applier().register(ANA);
    store.applier().evict(ANA);
    edges.beginLoad(ANA);
    edges.set(ANA, CARL, true, LATER);
    edges.set(ANA, 4, true, 0);
    edges.endLoad(
        ANA,
        Followees.of(
            new long[] {BEA, CARL, 4, 5, 6},
            List.of(BEA, 4L, 5L, 6L),
            List.of(0L, 0L, NOW, LATER)));
    assertThat(store.reader().followees(ANA)).containsExactlyInAnyOrder(BEA, CARL, 4, 5, 6);
    assertThat(store.reader().mutedUntil(ANA, BEA)).isEqualTo(Applier.FOR_GOOD);
    assertThat(store.reader().mutedUntil(ANA, CARL)).isEqualTo(LATER);
    assertThat(store.reader().mutedUntil(ANA, 4)).isZero();
    assertThat(store.reader().mutedUntil(ANA, 5)).as("one that has ended").isZero();
    assertThat(store.reader().mutedUntil(ANA, 6)).isEqualTo(LATER);
  }

  @Test
  void ofSomebodyNotFollowedNothingIsKept() {
    edges.set(ANA, BEA, false, Applier.FOR_GOOD);
    assertThat(store.usage().edges()).isZero();
    edges.set(ANA, BEA, true, Applier.FOR_GOOD);
    assertThat(store.reader().mutedUntil(ANA, BEA)).isEqualTo(Applier.FOR_GOOD);
    edges.set(ANA, BEA, false, Applier.FOR_GOOD);
    assertThat(store.usage().edges()).isZero();
    edges.set(ANA, BEA, true, NOW);
    assertThat(store.reader().mutedUntil(ANA, BEA)).isZero();
  }

  @Test
  void aListThatIsTurnedAwayLeavesNobodyOut() {
    store.applier().register(ANA);
    store.applier().evict(ANA);
    lists.offer(ANA, Followees.of(strangers(FeedStore.MAX_FOLLOWEES + 5)));
    assertThat(lists.leftOut()).isZero();
  }

  @Test
  void aFullListTakesNoMoreAndEverybodyElsesChangesAreMade() {
    for (long followee : strangers(FeedStore.MAX_FOLLOWEES)) {
      edges.set(ANA, followee, true, 0);
    }
    edges.set(ANA, BEA, true, 0);
    edges.set(CARL, BEA, true, 0);
    assertThat(store.reader().followees(ANA)).hasSize(FeedStore.MAX_FOLLOWEES).doesNotContain(BEA);
    assertThat(store.reader().followees(CARL)).containsExactly(BEA);
    assertThat(lists.leftOut()).isEqualTo(1);

    edges.set(ANA, strangers(1)[0], false, 0);
    edges.set(ANA, BEA, true, 0);
    assertThat(store.reader().followees(ANA)).contains(BEA);
    assertThat(lists.leftOut()).isEqualTo(1);
  }

  @Test
  void ofAListThatIsTooLongALoadKeepsTheFirst() {
    store.applier().evict(ANA);
    edges.beginLoad(ANA);
    edges.set(ANA, BEA, true, 0);
    long[] loaded = strangers(FeedStore.MAX_FOLLOWEES + 5);
    edges.endLoad(ANA, Followees.of(loaded));
    assertThat(store.reader().followees(ANA))
        .containsExactlyInAnyOrder(strangers(FeedStore.MAX_FOLLOWEES));
    assertThat(lists.leftOut()).isEqualTo(6);
  }

  @Test
  void anErrorAtTheEndOfALoadLeavesTheReaderAbsent() {
    FollowLists failing =
        new FollowLists(store.applier(), CLOCK) {
          @Override
          void set(long follower, long followee, boolean following, long mutedUntil) {
            if (store.reader().isResident(follower)) {
              throw new OutOfMemoryError("between the list and its changes");
            }
            super.set(follower, followee, following, mutedUntil);
          }
        };
    FollowEdges interrupted = new FollowEdges(failing);
    store.applier().register(ANA);
    store.applier().evict(ANA);
    interrupted.beginLoad(ANA);
    interrupted.set(ANA, CARL, true, 0);
    assertThatThrownBy(() -> interrupted.endLoad(ANA, Followees.of(BEA)))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(store.reader().isAbsent(ANA)).isTrue();
  }

  private static long[] strangers(int count) {
    return LongStream.range(1_000, 1_000 + count).toArray();
  }
}
