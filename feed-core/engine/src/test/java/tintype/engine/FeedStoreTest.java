package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedStoreTest {
  private static final long ANA = 1_000;
  private static final long BEA = 2_000;
  private static final long CARL = 1_500;

  private final FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(8 << 20));
  private final Applier applier = store.applier();
  private final FeedReader reader = store.reader();
  private final FeedPage page = new FeedPage();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void unknownReaderHasAnEmptyPage() {
    assertThat(feed(ANA)).isEmpty();
    assertThat(page.knownReader()).isFalse();
    assertThat(page.followsNobody()).isTrue();
    assertThat(reader.isKnown(ANA)).isFalse();
  }

  @Test
  void knownReaderWhoFollowsNobodySeesOwnPosts() {
    applier.post(ANA, 7);

    assertThat(feed(ANA)).containsExactly(7);
    assertThat(page.knownReader()).isTrue();
    assertThat(page.authorId(0)).isEqualTo(ANA);
    assertThat(reader.followeeCount(ANA)).isZero();
    assertThat(reader.isResident(ANA)).isFalse();
  }

  @Test
  void followingShowsOldPostsAndUnfollowingTakesThemAway() {
    applier.post(BEA, 5);
    applier.follow(ANA, BEA);
    assertThat(feed(ANA)).containsExactly(5);

    applier.unfollow(ANA, BEA);
    assertThat(feed(ANA)).isEmpty();

    applier.follow(ANA, BEA);
    applier.follow(ANA, BEA);
    assertThat(feed(ANA)).containsExactly(5);
    assertThat(reader.followeeCount(ANA)).isEqualTo(1);
  }

  @Test
  void postsSortByIdWhateverTheOrderOfArrival() {
    applier.follow(ANA, BEA);
    LongStream.of(5, 9, 2, 9, 7).forEach(id -> applier.post(BEA, id));
    applier.post(ANA, 6);

    assertThat(feed(ANA)).containsExactly(9, 7, 6, 5, 2);
    assertThat(reader.posts(BEA)).containsExactly(9, 7, 5, 2);
    assertThat(store.usage().posts()).isEqualTo(5);
  }

  @Test
  void pagesFollowOnEachOther() {
    applier.follow(ANA, BEA);
    LongStream.rangeClosed(1, 50).forEach(id -> applier.post(id % 3 == 0 ? ANA : BEA, id));

    reader.gather(ANA, Long.MAX_VALUE, 20, page);
    assertThat(ids()).containsExactly(LongStream.range(0, 20).map(i -> 50 - i).toArray());
    reader.gather(ANA, 31, 20, page);
    assertThat(ids()).containsExactly(LongStream.range(0, 20).map(i -> 30 - i).toArray());
    reader.gather(ANA, 11, 20, page);
    assertThat(ids()).containsExactly(LongStream.range(0, 10).map(i -> 10 - i).toArray());
    reader.gather(ANA, 1, 20, page);
    assertThat(ids()).isEmpty();
  }

  @Test
  void deletingTheNewestUncoversTheNext() {
    applier.follow(ANA, BEA);
    LongStream.rangeClosed(1, 4).forEach(id -> applier.post(BEA, id));

    applier.delete(BEA, 4);
    applier.delete(BEA, 2);
    applier.delete(BEA, 9);
    assertThat(feed(ANA)).containsExactly(3, 1);

    applier.delete(BEA, 3);
    applier.delete(BEA, 1);
    assertThat(feed(ANA)).isEmpty();
    assertThat(store.usage().posts()).isZero();

    applier.post(BEA, 3);
    assertThat(feed(ANA)).containsExactly(3);
  }

  @Test
  void hiddenAuthorStaysHiddenWhenPosting() {
    applier.follow(ANA, BEA);
    applier.post(BEA, 1);
    applier.hide(BEA);
    applier.post(BEA, 2);
    assertThat(feed(ANA)).isEmpty();
    assertThat(feed(BEA)).isEmpty();
    assertThat(reader.isHidden(BEA)).isTrue();

    applier.unhide(BEA);
    assertThat(feed(ANA)).containsExactly(2, 1);
  }

  @Test
  void hiddenReaderStillReads() {
    applier.follow(ANA, BEA);
    applier.post(BEA, 1);
    applier.post(ANA, 2);
    applier.hide(ANA);

    assertThat(feed(ANA)).containsExactly(1);
  }

  @Test
  void muteNeedsNoFollowAndOutlivesIt() {
    applier.post(BEA, 1);
    applier.mute(ANA, BEA, true);
    assertThat(reader.followeeCount(ANA)).isZero();

    applier.follow(ANA, BEA);
    assertThat(feed(ANA)).isEmpty();
    assertThat(reader.followees(ANA)).containsExactly(BEA);

    applier.unfollow(ANA, BEA);
    applier.follow(ANA, BEA);
    assertThat(feed(ANA)).isEmpty();

    applier.unfollow(ANA, BEA);
    applier.mute(ANA, BEA, false);
    assertThat(feed(ANA)).isEmpty();

    applier.follow(ANA, BEA);
    assertThat(feed(ANA)).containsExactly(1);
  }

  @Test
  void nobodyFollowsOrMutesThemselves() {
    applier.post(ANA, 1);
    applier.follow(ANA, ANA);
    applier.mute(ANA, ANA, true);
    applier.replaceFollowees(ANA, new long[] {ANA, -ANA}, 2);

    assertThat(feed(ANA)).containsExactly(1);
    assertThat(reader.followeeCount(ANA)).isZero();
  }

  @Test
  void replacingSetsTheWholeListWithItsMutes() {
    applier.post(BEA, 1);
    applier.post(CARL, 2);
    applier.follow(ANA, 77);

    applier.replaceFollowees(ANA, new long[] {CARL, -BEA, CARL, BEA, 99}, 4);

    assertThat(reader.followees(ANA)).containsExactlyInAnyOrder(BEA, CARL);
    assertThat(feed(ANA)).containsExactly(2);
    assertThat(store.usage().edges()).isEqualTo(2);
  }

  @Test
  void anEmptyPageSaysWhetherAnybodyIsFollowed() {
    applier.register(ANA);
    assertThat(followsNobody()).isTrue();
    applier.mute(ANA, CARL, true);
    assertThat(followsNobody()).isTrue();
    applier.follow(ANA, BEA);
    assertThat(followsNobody()).isFalse();
    applier.mute(ANA, BEA, true);
    assertThat(followsNobody()).isFalse();
    applier.unfollow(ANA, BEA);
    assertThat(followsNobody()).isTrue();

    applier.post(ANA, 1);
    assertThat(followsNobody()).isFalse();
    applier.delete(ANA, 1);
    assertThat(followsNobody()).isTrue();
    applier.evict(ANA);
    assertThat(followsNobody()).isFalse();
    assertThat(page.isAbsent()).isTrue();
  }

  @Test
  void evictedReaderIsNotResidentUntilLoadedAgain() {
    applier.replaceFollowees(ANA, new long[] {BEA}, 1);
    applier.evict(ANA);
    applier.evict(ANA);
    assertThat(reader.isResident(ANA)).isFalse();
    assertThat(store.usage().residentReaders()).isZero();
    assertThat(store.usage().edges()).isZero();

    applier.replaceFollowees(ANA, new long[0], 0);
    assertThat(reader.isResident(ANA)).isTrue();
    assertThat(store.usage().residentReaders()).isEqualTo(1);
  }

  @Test
  void nothingIsBelowTheLeastBound() {
    applier.post(ANA, 1);
    for (long before : new long[] {1, 0, -1, Long.MIN_VALUE}) {
      reader.gather(ANA, before, 10, page);
      assertThat(page.size()).isZero();
      assertThat(page.knownReader()).isTrue();
    }
  }

  @Test
  void gatheringAllocatesNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 1; i <= 600; i++) {
      applier.follow(ANA, 10_000 + i);
      applier.post(10_000 + i, i);
      applier.post(10_000 + i, 1_000 + i);
    }
    feed(ANA);
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 1_000; i++) {
      reader.gather(ANA, Long.MAX_VALUE, 50, page);
    }
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;

    // The odd allocation is the runtime's own, while it compiles.
    assertThat(allocated).isLessThan(8 * 1_000);
  }

  @Test
  void limitsAndIdsOutOfRangeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> reader.gather(ANA, 1, 0, page))
        .withMessage("limit: 0 (expected: 1..1000)");
    assertThatIllegalArgumentException().isThrownBy(() -> applier.post(ANA, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> applier.post(ANA, Long.MAX_VALUE));
    assertThatIllegalArgumentException().isThrownBy(() -> applier.register(-5));
  }

  private boolean followsNobody() {
    feed(ANA);
    return page.followsNobody();
  }

  private long[] feed(long account) {
    reader.gather(account, Long.MAX_VALUE, FeedReader.MAX_LIMIT, page);
    return ids();
  }

  private long[] ids() {
    return LongStream.range(0, page.size()).map(i -> page.postId((int) i)).toArray();
  }
}
