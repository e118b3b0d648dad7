package tintype.feed;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import tintype.platform.server.RunningService;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/**
 * Measures a rebuild from a real database with as many accounts and follows as the graph that is
 * loaded for trying out, and how soon a committed post is seen in a feed.
 */
final class RebuildLoad {
  private static final int ACCOUNTS = 81_306;
  private static final int FOLLOWEES = 22;
  private static final int POSTS = 200_000;
  private static final int COMMITS = 500;
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private RebuildLoad() {}

  public static void main(String[] arguments) throws Exception {
    Keyspace[] all = Keyspace.values();
    TestDatabase databases = TestDatabase.of(all);
    databases.beforeAll(null);
    TestInstallation installation = TestInstallation.over(databases, all);
    installation.beforeAll(null);
    FeedTables tables = new FeedTables(databases);
    fill(tables);

    RunningService service = installation.start(FeedModule::new);
    HomeFeedIndex index = service.injector().getInstance(HomeFeedIndex.class);
    for (int built = 1; built <= 3; built++) {
      long count = built;
      Eventually.await(PATIENCE, () -> index.rebuilds() >= count);
      System.out.printf(
          "%d rebuilds took %.2f s together; now %s%n",
          built,
          installation.metrics().get("feed.rebuild").timer().totalTime(TimeUnit.SECONDS),
          index.current().usage());
      index.rebuild();
    }
    Eventually.await(PATIENCE, () -> index.rebuilds() >= 4);
    measureCommits(tables, index);
    installation.afterAll(null);
    databases.afterAll(null);
    System.exit(0);
  }

  private static void fill(FeedTables tables) {
    tables.fill(Keyspace.ACCOUNT, "INSERT INTO account SELECT seq, 0 FROM seq_1_to_" + ACCOUNTS);
    tables.fill(
        Keyspace.GRAPH,
        "INSERT IGNORE INTO relation SELECT 1 + seq DIV %d, 1 + (seq * 7919) MOD %d, 1, 0, 0 FROM seq_0_to_%d"
            .formatted(FOLLOWEES, ACCOUNTS, ACCOUNTS * FOLLOWEES - 1));
    tables.fill(
        Keyspace.MEDIA,
        "INSERT INTO post SELECT 1 + (seq * 6151) MOD %d, seq << 22, 0 FROM seq_1_to_%d"
            .formatted(ACCOUNTS, POSTS));
  }

  /** From before the transaction begins until the author's own feed has the post. */
  private static void measureCommits(FeedTables tables, HomeFeedIndex index) {
    long[] micros = new long[COMMITS];
    for (int i = 0; i < COMMITS; i++) {
      long post = (POSTS + 1L + i) << 22;
      long author = 1 + i;
      long start = System.nanoTime();
      tables.post(author, post, 0);
      while (index.reader().posts(author)[0] != post) {
        Thread.onSpinWait();
      }
      micros[i] = (System.nanoTime() - start) / 1_000;
    }
    Arrays.sort(micros);
    System.out.printf(
        "a post's transaction begun to seen: p50 %d us, p99 %d us%n",
        micros[COMMITS / 2], micros[COMMITS * 99 / 100]);
  }
}
