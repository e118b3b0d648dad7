package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

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
  private final FollowEdges edges = new FollowEdges(store.applier());

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
}
