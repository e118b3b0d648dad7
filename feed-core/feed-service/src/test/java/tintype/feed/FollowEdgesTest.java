package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;

/** What becomes of changes while a list is being loaded. */
class FollowEdgesTest {
  private static final long ANA = 1;
  private static final long BEA = 2;
  private static final long CARL = 3;

  private final FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(4 << 20));
  private final FollowLists lists = new FollowLists(store.applier());
  private final FollowEdges edges = new FollowEdges(lists);

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void aListThatIsHeldLosesNoChangeToALoadThatFails() {
    edges.set(ANA, BEA, true);
    edges.beginLoad(ANA);
    edges.set(ANA, CARL, true);
    assertThat(store.reader().followees(ANA)).containsExactlyInAnyOrder(BEA, CARL);
    edges.abandonLoad(ANA);
    assertThat(store.reader().followees(ANA)).containsExactlyInAnyOrder(BEA, CARL);
  }

  @Test
  void changesOfALoadAreMadeToWhatItBrings() {
    store.applier().follow(ANA, BEA);
    store.applier().evict(ANA);
    edges.beginLoad(ANA);
    edges.set(ANA, CARL, true);
    edges.set(ANA, BEA, false);
    assertThat(store.reader().isAbsent(ANA)).isTrue();
    edges.endLoad(ANA, new long[] {BEA});
    assertThat(store.reader().followees(ANA)).containsExactly(CARL);
  }

  @Test
  void aFullListTakesNoMoreAndEverybodyElsesChangesAreMade() {
    for (long followee : strangers(FeedStore.MAX_FOLLOWEES)) {
      edges.set(ANA, followee, true);
    }
    edges.set(ANA, BEA, true);
    edges.set(CARL, BEA, true);
    assertThat(store.reader().followees(ANA)).hasSize(FeedStore.MAX_FOLLOWEES).doesNotContain(BEA);
    assertThat(store.reader().followees(CARL)).containsExactly(BEA);
    assertThat(lists.leftOut()).isEqualTo(1);

    edges.set(ANA, strangers(1)[0], false);
    edges.set(ANA, BEA, true);
    assertThat(store.reader().followees(ANA)).contains(BEA);
    assertThat(lists.leftOut()).isEqualTo(1);
  }

  @Test
  void ofAListThatIsTooLongALoadKeepsTheFirst() {
    store.applier().evict(ANA);
    edges.beginLoad(ANA);
    edges.set(ANA, BEA, true);
    long[] loaded = strangers(FeedStore.MAX_FOLLOWEES + 5);
    edges.endLoad(ANA, loaded);
    assertThat(store.reader().followees(ANA))
        .containsExactlyInAnyOrder(strangers(FeedStore.MAX_FOLLOWEES));
    assertThat(lists.leftOut()).isEqualTo(6);
  }

  @Test
  void anErrorAtTheEndOfALoadLeavesTheReaderAbsent() {
    FollowLists failing =
        new FollowLists(store.applier()) {
          @Override
          void set(long follower, long followee, boolean following) {
            if (store.reader().isResident(follower)) {
              throw new OutOfMemoryError("between the list and its changes");
            }
            super.set(follower, followee, following);
          }
        };
    FollowEdges interrupted = new FollowEdges(failing);
    store.applier().register(ANA);
    store.applier().evict(ANA);
    interrupted.beginLoad(ANA);
    interrupted.set(ANA, CARL, true);
    assertThatThrownBy(() -> interrupted.endLoad(ANA, new long[] {BEA}))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(store.reader().isAbsent(ANA)).isTrue();
  }

  private static long[] strangers(int count) {
    return LongStream.range(1_000, 1_000 + count).toArray();
  }
}
