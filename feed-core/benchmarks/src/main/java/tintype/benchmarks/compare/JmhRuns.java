package tintype.benchmarks.compare;

import java.util.LinkedHashMap;
import java.util.Map;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The benches inside a JVM: every peer in a JVM of its own, anew in every round. */
final class JmhRuns {
  static final String APPEND = "ring append alone, 1 M authors";
  static final String APPEND_WARM = "ring append alone, 1,000 authors";
  static final String APPLY = "decode, dictionary, apply, 1 M authors";
  static final String APPLY_WARM = "decode, dictionary, apply, 1,000 authors";
  static final String ONE_FOLLOWER = "post of an author with 1 follower";
  static final String MANY_FOLLOWERS = "post of an author with many followers";

  private final Report report;
  private final Effort effort;
  private final long seed;

  JmhRuns(Report report, Effort effort, long seed) {
    this.report = report;
    this.effort = effort;
    this.seed = seed;
  }

  /** Reads of a million authors by all peers. */
  void feeds() throws RunnerException {
    for (int round = 0; round < effort.rounds(); round++) {
      for (InProcess peer : InProcess.values()) {
        report.add(feeds("A", peer, 1_000_000, true));
      }
    }
  }

  /** Reads among many authors, and by readers who follow as unevenly many as people do. */
  void bigFeeds() throws RunnerException {
    for (int round = 0; round < effort.rounds(); round++) {
      report.add(feeds("A'", InProcess.ENGINE, effort.bigAccounts(), true));
      report.add(feeds("A'", InProcess.FLOOR, effort.bigAccounts(), true));
    }
    for (int round = 0; round < effort.rounds(); round++) {
      report.add(feeds("drawn", InProcess.ENGINE, 1_000_000, false));
      report.add(feeds("drawn", InProcess.FLOOR, 1_000_000, false));
    }
  }

  /** Posts, in the engine. */
  void posts() throws RunnerException {
    Map<String, String> many = new LinkedHashMap<>();
    many.put("accounts", Integer.toString(effort.bigAccounts()));
    for (int round = 0; round < effort.rounds(); round++) {
      report.add(post(APPEND, "append", 1_000_000));
      report.add(post(APPEND_WARM, "append", 1_000));
      report.add(post(APPLY, "apply", 1_000_000));
      report.add(post(APPLY_WARM, "apply", 1_000));
      many.put("followers", "1");
      report.add(run("D", ONE_FOLLOWER, "FollowersBenchmark.post", many));
      many.put("followers", Integer.toString(effort.bigAccounts()));
      report.add(run("D", MANY_FOLLOWERS, "FollowersBenchmark.post", many));
    }
  }

  private Row feeds(String bench, InProcess peer, int accounts, boolean exactly)
      throws RunnerException {
    Map<String, String> parameters =
        Map.of(
            "peer", peer.name(),
            "accounts", Integer.toString(accounts),
            "exactly", Boolean.toString(exactly),
            "seed", Long.toString(seed));
    return run(bench, peer.label(), "ReadBenchmark.feeds", parameters);
  }

  private Row run(String bench, String peer, String method, Map<String, String> parameters)
      throws RunnerException {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(JmhRuns.class.getPackageName() + "." + method + "$")
            .forks(1)
            .warmupIterations(effort.warmUps())
            .warmupTime(TimeValue.seconds(1))
            .measurementIterations(effort.seconds())
            .measurementTime(TimeValue.seconds(1))
            .addProfiler(GCProfiler.class)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT);
    parameters.forEach(options::param);
    RunResult result = new Runner(options.build()).runSingle();
    Map<String, Result> more = result.getSecondaryResults();
    double micros = result.getPrimaryResult().getScore();
    return new Row(
        bench,
        peer,
        micros,
        Double.NaN,
        more.get("cpuNanos").getScore() / more.get("operations").getScore() / 1e3,
        1e6 / micros,
        more.get("gc.alloc.rate.norm").getScore());
  }

  private Row post(String name, String method, int posting) throws RunnerException {
    Map<String, String> parameters =
        Map.of("posting", Integer.toString(posting), "seed", Long.toString(seed));
    Row row = run("D", name, "PostBenchmark." + method, parameters);
    // The events of the next batch are made between the measured calls, and were counted.
    return new Row(
        row.bench(),
        row.peer(),
        row.micros(),
        row.p99Micros(),
        row.cpuMicros(),
        row.rate(),
        Double.NaN);
  }
}
