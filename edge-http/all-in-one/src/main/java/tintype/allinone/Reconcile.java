package tintype.allinone;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import me.tongfei.progressbar.ProgressBar;
import tintype.media.v1.ReconcileTopicsRequest;
import tintype.platform.config.Config;
import tintype.platform.sql.Keyspace;
import tintype.rpc.v1.CounterDrift;

/**
 * {@code reconcile}: has the services count the rows of every account, hashtag and place anew, and
 * mend each number that is not that of its rows. Meant to run beside any traffic. Drift is a bug,
 * so the command ends with 1 where there was any, mended though it is.
 */
final class Reconcile implements Command {
  private static final int THINGS_A_CALL = 100;
  private static final int CALLS_AT_ONCE = 4;

  @Override
  public int run(List<String> operands, Config config, PrintStream out) {
    if (!operands.isEmpty()) {
      throw new StartException("reconcile takes no operands.");
    }
    try (Backend backend = Backend.of(config, out)) {
      Drifts drifts = new Drifts(out);
      Stopwatch time = Stopwatch.start();
      long accounts = reconcile(backend, drifts);
      topics(backend, drifts);
      out.printf("%,d accounts counted anew in %s%n", accounts, time.per(accounts, "accounts"));
      out.println(drifts.sentence());
      return drifts.count() == 0 ? 0 : 1;
    }
  }

  private static long reconcile(Backend backend, Drifts drifts) {
    List<Long> accounts = new ArrayList<>();
    backend.scan(
        Keyspace.ACCOUNT, "SELECT user_id FROM account", row -> accounts.add(row.getLong(1)));
    try (ProgressBar bar = Progress.bar("accounts", accounts.size());
        Concurrently calls = new Concurrently(CALLS_AT_ONCE)) {
      for (List<Long> some : batches(accounts)) {
        calls.run(
            () -> {
              drifts.add(graph(backend, some));
              drifts.add(media(backend, some));
              bar.stepBy(some.size());
            });
      }
      calls.await();
    }
    return accounts.size();
  }

  /** Hashtags and places, which are nobody's. */
  private static void topics(Backend backend, Drifts drifts) {
    var stub = tintype.media.v1.ReconcileServiceGrpc.newBlockingStub(backend.channel("media"));
    for (List<Long> some : batches(ids(backend, "SELECT tag_id FROM hashtag"))) {
      var request = ReconcileTopicsRequest.newBuilder().addAllHashtagIds(some).build();
      drifts.add(Retry.call(() -> stub.reconcileTopics(request)).getDriftsList());
    }
    for (List<Long> some : batches(ids(backend, "SELECT place_id FROM place"))) {
      var request = ReconcileTopicsRequest.newBuilder().addAllPlaceIds(some).build();
      drifts.add(Retry.call(() -> stub.reconcileTopics(request)).getDriftsList());
    }
  }

  private static List<Long> ids(Backend backend, String sql) {
    List<Long> ids = new ArrayList<>();
    backend.scan(Keyspace.MEDIA, sql, row -> ids.add(row.getLong(1)));
    return ids;
  }

  private static List<List<Long>> batches(List<Long> all) {
    List<List<Long>> batches = new ArrayList<>();
    for (int from = 0; from < all.size(); from += THINGS_A_CALL) {
      batches.add(all.subList(from, Math.min(from + THINGS_A_CALL, all.size())));
    }
    return batches;
  }

  private static List<CounterDrift> graph(Backend backend, List<Long> accounts) {
    var stub = tintype.graph.v1.ReconcileServiceGrpc.newBlockingStub(backend.channel("graph"));
    var request =
        tintype.graph.v1.ReconcileCountersRequest.newBuilder().addAllAccountIds(accounts).build();
    return Retry.call(() -> stub.reconcileCounters(request)).getDriftsList();
  }

  private static List<CounterDrift> media(Backend backend, List<Long> accounts) {
    var stub = tintype.media.v1.ReconcileServiceGrpc.newBlockingStub(backend.channel("media"));
    var request =
        tintype.media.v1.ReconcileCountersRequest.newBuilder().addAllAccountIds(accounts).build();
    return Retry.call(() -> stub.reconcileCounters(request)).getDriftsList();
  }

  /** What was mended: a line each of the first, and how many there were. Thread-safe. */
  private static final class Drifts {
    private static final int MAX_PRINTED = 1_000;

    private final PrintStream out;
    private final AtomicLong count = new AtomicLong();

    Drifts(PrintStream out) {
      this.out = out;
    }

    void add(Collection<CounterDrift> drifts) {
      for (CounterDrift drift : drifts) {
        if (count.incrementAndGet() <= MAX_PRINTED) {
          out.println(line(drift));
        }
      }
    }

    private static String line(CounterDrift drift) {
      String whose =
          drift.getThingId() == 0 || drift.getAccountId() == 0
              ? Long.toString(drift.getThingId() + drift.getAccountId())
              : drift.getThingId() + "_" + drift.getAccountId();
      return "MENDED %s of %s: was %d, is %d as its rows"
          .formatted(drift.getCounter(), whose, drift.getCounted(), drift.getRows());
    }

    long count() {
      return count.get();
    }

    String sentence() {
      return count() == 0 ? "Nothing had drifted." : "%,d numbers mended.".formatted(count());
    }
  }
}
