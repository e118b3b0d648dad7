package tintype.engine;

import java.util.function.LongUnaryOperator;

/** Look-ups in the midst of a table's growth, and growth in the midst of a look-up. */
final class TableGrowths {
  /** Four fifths of the slots of the first page: the next straggler makes the table grow. */
  private static final int FULL = 8_192 * 4 / 5;

  private static final long LAST = account(FULL + 2);

  private TableGrowths() {}

  /** Takes 0 for the first and 1 for the second, and returns how many look-ups there were. */
  static LongUnaryOperator scenarios() {
    return scenario -> scenario == 0 ? lookUpWhileGrowing() : growWhileLookingUp();
  }

  private static long lookUpWhileGrowing() {
    try (FeedStore store = filled()) {
      long[] lookUps = new long[1];
      lookUpEvery(97, store, lookUps);
      store.applier().register(LAST);
      Steps.cancel();
      return lookUps[0];
    }
  }

  private static void lookUpEvery(int accesses, FeedStore store, long[] lookUps) {
    Steps.after(
        accesses,
        () -> {
          for (int i = 0; i < 5; i++) {
            requireKnown(store, 1 + (int) (lookUps[0]++ * 131 % FULL));
          }
          lookUpEvery(accesses, store, lookUps);
        });
  }

  private static long growWhileLookingUp() {
    for (int at = 0; at < 30; at += 2) {
      try (FeedStore store = filled()) {
        Steps.after(at, () -> growOften(store.applier()));
        requireKnown(store, 1 + at * 211);
        Steps.cancel();
      }
    }
    return 15;
  }

  private static void growOften(Applier applier) {
    for (int i = FULL + 2; i < 6 * FULL; i++) {
      applier.register(account(i));
    }
  }

  /** All but the first account are stragglers. */
  private static FeedStore filled() {
    FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(8 << 20));
    store.applier().register(Long.MAX_VALUE);
    for (int i = 1; i <= FULL; i++) {
      store.applier().register(account(i));
    }
    return store;
  }

  private static void requireKnown(FeedStore store, int account) {
    if (!store.reader().isKnown(account(account))) {
      throw new AssertionError("account " + account + " is lost");
    }
  }

  private static long account(int number) {
    return (long) number << 20 | number & 0xFF;
  }
}
