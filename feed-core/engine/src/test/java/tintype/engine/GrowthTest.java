package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Lists and rings through all their sizes. */
class GrowthTest {
  private static final long READER = 1;
  private static final long STAR = 2;

  private final FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(64 << 20));
  private final Applier applier = store.applier();
  private final FeedReader reader = store.reader();
  private final FeedPage page = new FeedPage();

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void listGrowsToTheMostThatMayBeFollowedAndShrinksToNothing() {
    int most = 7_500;
    for (int i = 1; i <= most; i++) {
      applier.follow(READER, 10L * i);
      applier.post(10L * i, i);
    }
    assertThat(reader.followeeCount(READER)).isEqualTo(most);
    reader.gather(READER, Long.MAX_VALUE, 1_000, page);
    assertThat(page.size()).isEqualTo(1_000);
    assertThat(page.postId(0)).isEqualTo(most);
    assertThat(page.postId(999)).isEqualTo(most - 999);

    for (int i = 1; i <= most; i++) {
      applier.unfollow(READER, 10L * i);
    }
    assertThat(reader.followeeCount(READER)).isZero();
    assertThat(store.usage().edges()).isZero();
    assertThat(store.usage().adjacencyBytes()).isEqualTo(64);
    // Unfollowing copies the list; the copies are used again instead of piling up to 100 MB.
    assertThat(store.usage().pagesUsed()).isLessThan(160);
  }

  @Test
  void bulkLoadTakesTheSmallestBlock() {
    long[] followees = LongStream.rangeClosed(1, 500).map(i -> 1_000 - i).toArray();
    applier.replaceFollowees(READER, followees, followees.length);

    assertThat(store.usage().adjacencyBytes()).isEqualTo(2_048);
    assertThat(reader.followees(READER)).containsExactlyInAnyOrder(followees);
  }

  @Test
  void ringKeepsTheNewestAndSaysSo() {
    applier.follow(READER, STAR);
    LongStream.rangeClosed(1, 1_023).forEach(id -> applier.post(STAR, id));
    assertThat(reader.posts(STAR)).hasSize(1_023);
    gather(Long.MAX_VALUE, 1_000);
    assertThat(page.truncatedCount()).isZero();

    LongStream.rangeClosed(1_024, 3_000).forEach(id -> applier.post(STAR, id));
    long[] held = reader.posts(STAR);
    assertThat(held).hasSize(1_022).startsWith(3_000).endsWith(1_979);
    assertThat(store.usage().posts()).isEqualTo(1_022);
    assertThat(store.usage().ringBytes()).isEqualTo(8_192);

    gather(Long.MAX_VALUE, 1_000);
    assertThat(page.size()).isEqualTo(1_000);
    assertThat(page.truncatedCount()).isZero();

    gather(2_001, 22);
    assertThat(page.size()).isEqualTo(22);
    assertThat(page.truncatedCount()).isZero();

    gather(2_001, 23);
    assertThat(page.size()).isEqualTo(22);
    assertThat(page.truncatedCount()).isEqualTo(1);
    assertThat(page.truncatedAuthor(0)).isEqualTo(STAR);
    assertThat(page.truncatedBefore(0)).isEqualTo(1_979);
  }

  @Test
  void postOlderThanAFullRingIsLeftToTheTruth() {
    LongStream.rangeClosed(1_001, 3_000).forEach(id -> applier.post(STAR, id));
    long[] held = reader.posts(STAR);
    applier.post(STAR, 5);
    assertThat(reader.posts(STAR)).containsExactly(held);
  }

  @Test
  void truncatedAuthorWithNothingLeftIsStillNamed() {
    applier.follow(READER, STAR);
    applier.truncate(STAR, 100);
    applier.post(STAR, 150);
    applier.post(STAR, 120);
    applier.delete(STAR, 150);
    applier.delete(STAR, 120);

    gather(Long.MAX_VALUE, 10);
    assertThat(page.size()).isZero();
    assertThat(page.truncatedCount()).isEqualTo(1);
    assertThat(page.truncatedBefore(0)).isEqualTo(100);

    LongStream.rangeClosed(200, 209).forEach(id -> applier.post(READER, id));
    gather(Long.MAX_VALUE, 10);
    assertThat(page.size()).isEqualTo(10);
    assertThat(page.truncatedCount()).isZero();
  }

  @Test
  void bigRandomHistoryEqualsTheOracle() {
    SplittableRandom random = new SplittableRandom(7);
    Oracle oracle = new Oracle();
    int authors = 30;
    for (int i = 0; i < 60_000; i++) {
      long author = 1 + random.nextInt(random.nextBoolean() ? 3 : authors);
      int number = random.nextInt(4) > 0 ? i + 1 : 1 + random.nextInt(i + 1);
      Step step =
          switch (random.nextInt(12)) {
            case 0 -> new Step.Follow(READER, author);
            case 1 -> random.nextInt(4) == 0 ? new Step.Unfollow(READER, author) : null;
            case 2, 3 -> new Step.Delete(author, number);
            default -> new Step.Publish(author, number);
          };
      if (step == null) {
        continue;
      }
      step.apply(applier);
      step.apply(oracle);
      if (i % 500 == 0) {
        checkAgainst(oracle, random, i);
      }
    }
  }

  private void checkAgainst(Oracle oracle, SplittableRandom random, int newest) {
    for (int limit : new int[] {1, 50, 1_000}) {
      long before =
          random.nextBoolean() ? Long.MAX_VALUE : Step.postId(1, 1 + random.nextInt(newest + 1));
      gather(before, limit);
      assertThat(oracle.complete(page, before, limit))
          .isEqualTo(oracle.feed(READER, before, limit));
    }
  }

  private void gather(long before, int limit) {
    reader.gather(READER, before, limit, page);
  }
}
