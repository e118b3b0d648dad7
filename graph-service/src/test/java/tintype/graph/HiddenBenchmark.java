package tintype.graph;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.testkit.Eventually;

/**
 * How long an account that hides takes to leave the counts of many followers, and what others
 * notice of that. Runs when named: {@code -Dtest=HiddenBenchmark -Dbenchmark.followers=1000000}.
 */
final class HiddenBenchmark {
  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  private static final long FIRST_ID = 1L << 50;
  private static final int FOLLOWERS = Integer.getInteger("benchmark.followers", 1_000_000);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  @Test
  void hide() {
    long star = bed.account();
    for (int from = 0; from < FOLLOWERS; from += BulkSql.MAX_ROWS) {
      fill(star, from, Math.min(FOLLOWERS, from + BulkSql.MAX_ROWS));
    }
    for (boolean hidden : List.of(true, false)) {
      report(hidden ? "hidden" : "shown again", star, hidden);
    }
  }

  private static void report(String what, long star, boolean hidden) {
    long small = bed.account();
    long fan = bed.account();
    bed.graph.follow(fan, small);
    long start = System.nanoTime();
    bed.setHidden(star, hidden);
    Eventually.await(PATIENCE, () -> isTelling(star, 1));
    bed.setHidden(small, true);
    long smallStart = System.nanoTime();
    long smallMillis = -1;
    List<Long> follows = new ArrayList<>();
    while (!isTelling(star, 0)) {
      long before = System.nanoTime();
      bed.graph.follow(fan, bed.account());
      follows.add((System.nanoTime() - before) / 1_000);
      if (smallMillis < 0 && isTelling(small, 0)) {
        smallMillis = (System.nanoTime() - smallStart) / 1_000_000;
      }
      if (follows.size() % 7_000 == 0) {
        fan = bed.account();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    follows.sort(null);
    System.out.printf(
        "%s: %,d followers told in %.1f s (%,.0f/s); one with few after %d ms;"
            + " %,d follows meanwhile, p50 %,d us, p99 %,d us%n",
        what,
        FOLLOWERS,
        seconds,
        FOLLOWERS / seconds,
        smallMillis,
        follows.size(),
        follows.get(follows.size() / 2),
        follows.get(follows.size() * 99 / 100));
  }

  private static boolean isTelling(long account, long telling) {
    return bed.numbers("SELECT telling FROM hidden_account WHERE user_id = ?", account)
        .equals(List.of(telling));
  }

  private static void fill(long star, int from, int to) {
    StringJoiner others = new StringJoiner(",");
    StringJoiner own = new StringJoiner(",");
    StringJoiner counts = new StringJoiner(",");
    for (int i = from; i < to; i++) {
      long fan = FIRST_ID + i;
      others.add("(%d,%d,1,1,1)".formatted(star, fan));
      own.add("(%d,%d,1,1,1)".formatted(fan, star));
      counts.add("(%d,1)".formatted(fan));
    }
    bed.execute(
        "INSERT INTO relation (user_id, other_id, followed_by, followed_by_micros, mirror_version)"
            + " VALUES "
            + others);
    bed.execute(
        "INSERT INTO relation (user_id, other_id, following, follow_micros, version) VALUES "
            + own);
    bed.execute("INSERT INTO follow_counter (user_id, following) VALUES " + counts);
  }
}
