package tintype.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.benchmarks.Machine;
import tintype.benchmarks.Network;
import tintype.benchmarks.Stall;

/** The engine next to what people would use instead, in one run, with bars. */
@Command(
    name = "compare",
    description = "The feed engine next to its peers: a table, what is met, and a plot.")
public final class CompareCommand implements Callable<Integer> {
  @Option(names = "--short", description = "Ten minutes instead of half an hour.")
  private boolean brief;

  @Option(names = "--seed", description = "Of graph and requests (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(
      names = "--only",
      split = ",",
      description = "Of A, A', D, redis, sql (default: ${DEFAULT-VALUE}).",
      defaultValue = "A,A',D,redis,sql")
  private List<String> only;

  @Option(names = "--plot", description = "The SVG file (default: ${DEFAULT-VALUE}).")
  private Path plot = Path.of("target", "compare.svg");

  @Override
  public Integer call() throws Exception {
    Effort effort = brief ? Effort.SHORT : Effort.FULL;
    Machine machine = new Machine();
    machine.print(System.out);
    System.out.printf("seed %d, %s%n%n", seed, effort);
    Stall stall = Stall.start();
    Report report = new Report(System.out);
    report.head();
    inProcess(report, effort);
    servers(report, effort);
    report.printMedians();
    report.print(Bars.of(report));
    Plot.write(report.medians(), plot);
    machine.printUse(System.out);
    stall.print();
    System.out.println("plot: " + plot.toAbsolutePath());
    return 0;
  }

  private void inProcess(Report report, Effort effort) throws RunnerException {
    JmhRuns runs = new JmhRuns(report, effort, seed);
    if (only.contains("A")) {
      runs.feeds();
    }
    if (only.contains("A'")) {
      runs.bigFeeds();
    }
    if (only.contains("D")) {
      runs.posts();
    }
  }

  private void servers(Report report, Effort effort) throws Exception {
    if (!only.contains("redis") && !only.contains("sql")) {
      return;
    }
    Network network = ReadBenchmark.draw(1_000_000, true, seed).draw();
    BruteForce bruteForce = new BruteForce(network);
    if (only.contains("redis")) {
      try {
        new RedisRows(report, effort).measure(network, bruteForce, seed);
      } catch (IOException e) {
        report.say("Redis is left out: " + e.getMessage());
      }
    }
    if (only.contains("sql")) {
      new SqlRows(report, effort).measure(network, bruteForce, Path.of("target", "compare"));
    }
  }
}
