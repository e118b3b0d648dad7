package tintype.benchmarks;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What each interceptor costs a call, in time and in garbage, next to a bare echo. */
@Command(
    name = "stack",
    description = "JMH: a call in process through more and more of the interceptors.")
public final class StackCommand implements Callable<Integer> {
  /** From the handler outwards, as {@link StackBenchmark} lists them. */
  static final List<String> LAYERS =
      List.of(
          "bare",
          "validation",
          "callHeaders",
          "auth",
          "deadline",
          "rawMessages",
          "messageSize",
          "errors",
          "callLog",
          "runningService");

  @Option(names = "--forks", description = "JVMs one after another (default: ${DEFAULT-VALUE}).")
  private int forks = 1;

  @Option(names = "--seconds", description = "An iteration takes (default: ${DEFAULT-VALUE}).")
  private int seconds = 2;

  @Override
  public Integer call() throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(StackBenchmark.class.getName())
                    .forks(forks)
                    .warmupTime(TimeValue.seconds(seconds))
                    .measurementTime(TimeValue.seconds(seconds))
                    .addProfiler(GCProfiler.class)
                    .build())
            .run();
    System.out.printf(
        "%n%-16s %9s %9s %9s %9s %9s%n", "up to", "ns", "added", "to bare", "bytes", "added");
    double bare = time(results, LAYERS.getFirst());
    double timeBefore = 0;
    double bytesBefore = 0;
    for (String layer : LAYERS) {
      double time = time(results, layer);
      double bytes = bytes(results, layer);
      System.out.printf(
          Locale.ROOT,
          "%-16s %,9.0f %+,9.0f %8.2fx %,9.0f %+,9.0f%n",
          layer,
          time,
          time - timeBefore,
          time / bare,
          bytes,
          bytes - bytesBefore);
      timeBefore = time;
      bytesBefore = bytes;
    }
    return 0;
  }

  private static double time(Collection<RunResult> results, String layer) {
    return of(results, layer).getPrimaryResult().getScore();
  }

  private static double bytes(Collection<RunResult> results, String layer) {
    return of(results, layer).getSecondaryResults().get("gc.alloc.rate.norm").getScore();
  }

  private static RunResult of(Collection<RunResult> results, String layer) {
    return results.stream()
        .filter(result -> result.getParams().getParam("outermost").equals(layer))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no result of " + layer));
  }
}
