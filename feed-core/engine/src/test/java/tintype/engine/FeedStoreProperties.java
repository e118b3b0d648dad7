package tintype.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Every feed, id by id, against the oracle after random histories. */
class FeedStoreProperties {
  /** In no order, so that most of them are stragglers. */
  private static final Long[] ACCOUNTS = {70L, 3L, 1L << 40, 71L, 500L, 4L, 1L << 62, 9_999L};

  private static final int POSTS = 40;
  private static final int[] LIMITS = {1, 2, 3, 7, 20, 1_000};

  /** Milliseconds; mutes end at, between and after them. */
  private static final long[] TIMES = {0, 2, 3};

  private final AtomicLong now = new AtomicLong();
  final InstantSource clock = () -> Instant.ofEpochMilli(now.get());

  private final FeedPage page = new FeedPage();

  @Property(tries = 500)
  void everyFeedEqualsTheOracle(@ForAll("histories") List<Step> history) {
    check(history, true);
  }

  @Property(tries = 200)
  void rankingChangesNoFeed(@ForAll("rankedHistories") List<Step> history) {
    check(history, true, roomy().withRanking());
  }

  @Property(tries = 500)
  void truncatedFeedsNameEveryoneWhoIsMissing(@ForAll("truncatingHistories") List<Step> history) {
    check(history, false);
  }

  /** Down to budgets of nothing: a list is cold, or gone, as soon as another one is changed. */
  @Property(tries = 500)
  void listsThatCoolAndLeaveComeBackTheSame(
      @ForAll("histories") List<Step> history,
      @ForAll("hotBudgets") long hotBytes,
      @ForAll("coldBudgets") long coldBytes) {
    check(history, true, roomy().withLists(hotBytes, coldBytes));
  }

  @Provide
  Arbitrary<Long> hotBudgets() {
    return Arbitraries.of(0L, 130L, 1L << 20);
  }

  @Provide
  Arbitrary<Long> coldBudgets() {
    return Arbitraries.of(0L, 50L, 1L << 20, 1L << 20);
  }

  @Provide
  Arbitrary<List<Step>> histories() {
    return steps().list().ofMaxSize(120);
  }

  @Provide
  Arbitrary<List<Step>> rankedHistories() {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 255);
    Arbitrary<Step> prefer = Combinators.combine(account(), account(), number).as(Step.Prefer::new);
    Arbitrary<Step> engage = Combinators.combine(account(), post(), number).as(Step.Engage::new);
    return Arbitraries.frequencyOf(Tuple.of(8, steps()), Tuple.of(1, prefer), Tuple.of(3, engage))
        .list()
        .ofMaxSize(160);
  }

  @Provide
  Arbitrary<List<Step>> truncatingHistories() {
    Arbitrary<Step> truncate = Combinators.combine(account(), post()).as(Step.Truncate::new);
    return Arbitraries.frequencyOf(Tuple.of(9, steps()), Tuple.of(1, truncate))
        .list()
        .ofMaxSize(120);
  }

  private Arbitrary<Step> steps() {
    Arbitrary<Boolean> flag = Arbitraries.of(true, false);
    Arbitrary<Step> follow = Combinators.combine(account(), account()).as(Step.Follow::new);
    Arbitrary<Step> unfollow = Combinators.combine(account(), account()).as(Step.Unfollow::new);
    Arbitrary<Step> mute = Combinators.combine(account(), account(), flag).as(Step.Mute::new);
    Arbitrary<Long> end = Arbitraries.of(0L, 1L, 2_000L, 2_001L, 3_000L, Applier.FOR_GOOD);
    Arbitrary<Step> relate =
        Combinators.combine(account(), account(), flag, end).as(Step.Relate::new);
    Arbitrary<Step> replace = Combinators.combine(account(), signedList()).as(Step.Replace::new);
    Arbitrary<Step> evict = account().map(Step.Evict::new);
    Arbitrary<Step> publish = Combinators.combine(account(), post()).as(Step.Publish::new);
    Arbitrary<Step> delete = Combinators.combine(account(), post()).as(Step.Delete::new);
    Arbitrary<Step> hide = Combinators.combine(account(), flag).as(Step.Hide::new);
    return Arbitraries.frequencyOf(
        Tuple.of(6, follow),
        Tuple.of(3, unfollow),
        Tuple.of(1, mute),
        Tuple.of(4, relate),
        Tuple.of(1, replace),
        Tuple.of(1, evict),
        Tuple.of(12, publish),
        Tuple.of(6, delete),
        Tuple.of(1, hide));
  }

  private Arbitrary<Long> account() {
    return Arbitraries.of(ACCOUNTS);
  }

  private Arbitrary<long[]> signedList() {
    return Combinators.combine(account(), Arbitraries.of(1L, 1L, -1L))
        .as((account, sign) -> account * sign)
        .list()
        .ofMaxSize(6)
        .map(ids -> ids.stream().mapToLong(Long::longValue).toArray());
  }

  /** Small numbers; a {@link Step} makes them ids of its author, as an id has one author only. */
  private Arbitrary<Integer> post() {
    return Arbitraries.integers().between(1, POSTS);
  }

  private void check(List<Step> history, boolean exact) {
    check(history, exact, roomy());
  }

  FeedStoreConfig roomy() {
    return FeedStoreConfig.ofBytes(4 << 20).withClock(clock);
  }

  private void check(List<Step> history, boolean exact, FeedStoreConfig config) {
    Oracle oracle = new Oracle();
    try (FeedStore store = FeedStore.create(config)) {
      for (Step step : history) {
        step.apply(store.applier());
        step.apply(store.applier());
        step.apply(oracle);
        int at = step.hashCode() & 15;
        if (at < ACCOUNTS.length) {
          loadIfAbsent(store, oracle, ACCOUNTS[at]);
          store.applier().tend();
        }
      }
      check(store, oracle, exact);
    }
  }

  /** Every account's feed and followees. */
  void check(FeedStore store, Oracle oracle, boolean exact) {
    for (long account : ACCOUNTS) {
      loadIfAbsent(store, oracle, account);
      for (long time : TIMES) {
        now.set(time);
        checkFeeds(store.reader(), oracle, account, exact);
      }
      for (long other : ACCOUNTS) {
        assertThat(store.reader().mutedUntil(account, other))
            .isEqualTo(oracle.mutesOf(account).getOrDefault(other, 0L));
      }
      assertThat(store.reader().followees(account))
          .containsExactlyInAnyOrder(
              oracle.followeesOf(account).stream().mapToLong(Long::longValue).toArray());
    }
  }

  private static void loadIfAbsent(FeedStore store, Oracle oracle, long account) {
    if (store.reader().isAbsent(account)) {
      oracle.load(account, store.applier());
      assertThat(store.reader().isAbsent(account)).isFalse();
    }
  }

  private void checkFeeds(FeedReader reader, Oracle oracle, long account, boolean exact) {
    for (int limit : LIMITS) {
      for (int number = 0; number <= POSTS + 1; number += 7) {
        long before = number == 0 ? Long.MAX_VALUE : Step.postId(account, number);
        reader.gather(account, before, limit, page);
        assertThat(oracle.complete(page, before, limit))
            .as("feed of %d before %d, limit %d", account, before, limit)
            .isEqualTo(oracle.feed(account, before, limit, now.get() * 1_000));
        if (exact) {
          assertThat(page.truncatedCount()).isZero();
        }
      }
    }
  }
}
