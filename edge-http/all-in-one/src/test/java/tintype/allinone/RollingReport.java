package tintype.allinone;

import java.time.Duration;
import java.util.List;

/**
 * What came of a rolling restart.
 *
 * @param problems calls that failed for good, and acknowledged writes that are not there
 */
record RollingReport(List<Restart> restarts, List<String> problems) {
  private static final String LINE = "%-8s %5s %7s %8s %7s %8s %11s%n";

  /**
   * One process, from the signal until all were ready again and a pause after it.
   *
   * @param exit code
   * @param calls that ended well
   * @param repeats of calls that could be repeated
   * @param longest from a call's first failure to its answer
   */
  record Restart(
      String process,
      int exit,
      Duration stop,
      Duration ready,
      long calls,
      long repeats,
      Duration longest) {}

  String table() {
    StringBuilder table = new StringBuilder();
    table.append(
        LINE.formatted("process", "exit", "stop s", "ready s", "calls", "repeats", "longest s"));
    for (Restart r : restarts) {
      table.append(
          LINE.formatted(
              r.process,
              r.exit,
              seconds(r.stop),
              seconds(r.ready),
              r.calls,
              r.repeats,
              seconds(r.longest)));
    }
    table.append(
        LINE.formatted(
            "all",
            "",
            "",
            "",
            restarts.stream().mapToLong(Restart::calls).sum(),
            restarts.stream().mapToLong(Restart::repeats).sum(),
            seconds(
                restarts.stream()
                    .map(Restart::longest)
                    .max(Duration::compareTo)
                    .orElse(Duration.ZERO))));
    problems.forEach(problem -> table.append(problem).append('\n'));
    return table.toString();
  }

  private static String seconds(Duration duration) {
    return "%.2f".formatted(duration.toMillis() / 1000.0);
  }
}
