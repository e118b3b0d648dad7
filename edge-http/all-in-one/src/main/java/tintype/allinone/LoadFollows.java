package tintype.allinone;

import static tintype.allinone.FollowFile.followee;
import static tintype.allinone.FollowFile.follower;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import me.tongfei.progressbar.ProgressBar;
import tintype.account.v1.ImportAccountsRequest;
import tintype.account.v1.ImportAccountsResponse;
import tintype.graph.v1.ImportFollowsRequest;
import tintype.graph.v1.ImportFollowsRequest.Follows;
import tintype.graph.v1.ImportFollowsResponse;
import tintype.platform.config.Config;

/**
 * {@code load-follows FILE}: makes an account {@code u<id>} for each id of the file, then the
 * follows. What is there already stays as it is, so a run that was killed is finished by running it
 * again.
 */
final class LoadFollows implements Command {
  /**
   * How to load. Keys: {@code load-password}.
   *
   * @param password of all accounts that are made; empty: nobody can log in as one of them
   */
  record Options(String password) {}

  private static final int ACCOUNTS_PER_CALL = 500;
  private static final int EDGES_PER_CALL = 4_000;

  /** The contract's bounds of a call: its followers, and what one of them follows. */
  private static final int FOLLOWERS_PER_CALL = 1_000;

  private static final int FOLLOWEES_PER_CALL = 7_500;
  private static final int CALLS_AT_ONCE = 4;

  @Override
  public int run(List<String> operands, Config config, PrintStream out) {
    if (operands.size() != 1) {
      throw new StartException("load-follows takes one file: load-follows FILE.");
    }
    Options options = config.bind("load", new Options(""));
    FollowFile file = read(Path.of(operands.getFirst()));
    try (Backend backend = Backend.of(config, out)) {
      file.refused().forEach(out::println);
      Stopwatch accountsTime = Stopwatch.start();
      Map<Integer, Long> accounts = importAccounts(backend, file.people(), options);
      out.printf(
          "%,d accounts in %s%n", accounts.size(), accountsTime.per(accounts.size(), "accounts"));
      Stopwatch followsTime = Stopwatch.start();
      Totals totals = importFollows(backend, file.edges(), accounts);
      out.printf(
          "%,d follows in %s: %,d new, %,d there already, %,d refused by the rules; %,d bad lines%n",
          file.edges().length,
          followsTime.per(file.edges().length, "follows"),
          totals.created.sum(),
          totals.existing.sum(),
          totals.refused.sum(),
          file.refusedCount());
      return file.refusedCount() + totals.refused.sum() == 0 ? 0 : 1;
    }
  }

  private static FollowFile read(Path path) {
    try {
      return FollowFile.read(path);
    } catch (IOException e) {
      throw new StartException("Cannot read " + path + " (" + e + ").", e);
    }
  }

  private static Map<Integer, Long> importAccounts(Backend backend, int[] people, Options options) {
    var stub = tintype.account.v1.ImportServiceGrpc.newBlockingStub(backend.channel("account"));
    Map<Integer, Long> accounts = new ConcurrentHashMap<>();
    try (ProgressBar bar = Progress.bar("accounts", people.length);
        Concurrently calls = new Concurrently(CALLS_AT_ONCE)) {
      for (int from = 0; from < people.length; from += ACCOUNTS_PER_CALL) {
        int first = from;
        int end = Math.min(people.length, from + ACCOUNTS_PER_CALL);
        calls.run(
            () -> {
              var request = ImportAccountsRequest.newBuilder().setPassword(options.password());
              for (int i = first; i < end; i++) {
                request.addUsernames("u" + people[i]);
              }
              ImportAccountsResponse made = Retry.call(() -> stub.importAccounts(request.build()));
              for (int i = first; i < end; i++) {
                accounts.put(people[i], made.getAccountIds(i - first));
              }
              bar.stepBy(end - first);
            });
      }
      calls.await();
    }
    return accounts;
  }

  private static Totals importFollows(Backend backend, long[] edges, Map<Integer, Long> accounts) {
    var stub = tintype.graph.v1.ImportServiceGrpc.newBlockingStub(backend.channel("graph"));
    Totals totals = new Totals();
    try (ProgressBar bar = Progress.bar("follows", edges.length);
        Concurrently calls = new Concurrently(CALLS_AT_ONCE)) {
      for (int from = 0; from < edges.length; ) {
        Batch batch = Batch.from(edges, from, accounts);
        from = batch.end();
        calls.run(
            () -> {
              totals.add(Retry.call(() -> stub.importFollows(batch.request())));
              bar.stepBy(batch.size());
            });
      }
      calls.await();
    }
    return totals;
  }

  /**
   * Followers, as many as fit into one call; one who follows too many for it goes on in the next.
   */
  record Batch(ImportFollowsRequest request, int size, int end) {
    static Batch from(long[] edges, int from, Map<Integer, Long> accounts) {
      List<Follows> all = new ArrayList<>();
      int at = from;
      while (at < edges.length && at - from < EDGES_PER_CALL && all.size() < FOLLOWERS_PER_CALL) {
        int follower = follower(edges[at]);
        Follows.Builder follows = Follows.newBuilder().setFollowerId(accounts.get(follower));
        for (; isOf(follower, edges, at); at++) {
          if (follows.getFolloweeIdsCount() == FOLLOWEES_PER_CALL) {
            break;
          }
          follows.addFolloweeIds(accounts.get(followee(edges[at])));
        }
        all.add(follows.build());
        if (isOf(follower, edges, at)) {
          break;
        }
      }
      return new Batch(ImportFollowsRequest.newBuilder().addAllFollows(all).build(), at - from, at);
    }

    private static boolean isOf(int follower, long[] edges, int at) {
      return at < edges.length && follower(edges[at]) == follower;
    }
  }

  private static final class Totals {
    private final LongAdder created = new LongAdder();
    private final LongAdder existing = new LongAdder();
    private final LongAdder refused = new LongAdder();

    void add(ImportFollowsResponse response) {
      created.add(response.getCreated());
      existing.add(response.getExisting());
      refused.add(response.getRefused());
    }
  }
}
