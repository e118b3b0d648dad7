package tintype.benchmarks;

import java.util.Collection;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A feed read of the engine next to its peers in the same run, and the ratios between them. */
@Command(
    name = "gather",
    description = "JMH: one page of a reader with 500 followees among a million authors.")
final class GatherCommand implements Callable<Integer> {
  private static final String ENGINE = "engine";
  private static final String FLOOR = "bareLatest";

  @Option(names = "--forks", description = "JVMs one after another (default: ${DEFAULT-VALUE}).")
  private int forks = 1;

  @Override
  public Integer call() throws Exception {
    Options options =
        new OptionsBuilder().include(FeedGatherBenchmark.class.getName()).forks(forks).build();
    Collection<RunResult> results = new Runner(options).run();
    double engine = score(results, ENGINE);
    double floor = score(results, FLOOR);
    System.out.printf("%n%-24s %10s %12s %12s%n", "", "us a page", "to floor", "to engine");
    for (RunResult result : results) {
      double score = result.getPrimaryResult().getScore();
      System.out.printf(
          "%-24s %10.2f %11.2fx %11.2fx%n",
          result.getPrimaryResult().getLabel(), score, score / floor, score / engine);
    }
    return 0;
  }

  private static double score(Collection<RunResult> results, String label) {
    return results.stream()
        .filter(result -> result.getPrimaryResult().getLabel().equals(label))
        .mapToDouble(result -> result.getPrimaryResult().getScore())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no result of " + label));
  }
}
