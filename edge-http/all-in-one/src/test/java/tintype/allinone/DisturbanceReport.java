package tintype.allinone;

import java.util.Collection;
import java.util.Locale;

/**
 * What came of one disturbance.
 *
 * @param seconds that the disturbance took
 * @param audited acknowledged facts that were looked at
 * @param problems calls that failed for good, and what is not as acknowledged
 * @param verify exit code of the command
 */
record DisturbanceReport(
    String name,
    double seconds,
    DisturbedLoad.Phase quiet,
    DisturbedLoad.Phase disturbed,
    int audited,
    Collection<String> problems,
    int verify) {
  private static final String LINE = "%-16s %-9s %7s %8s %8s %9s  %-7s %s%n";
  private static final int MAX_PROBLEMS = 20;

  boolean isGood() {
    return problems.isEmpty() && verify == 0;
  }

  /** A line for each kind of call and phase, then what they mean together. */
  String text() {
    StringBuilder text = new StringBuilder();
    text.append(
        line("call", "phase", "calls", "p50 ms", "p99 ms", "most ms", "failed", "errors before"));
    quiet
        .kinds()
        .keySet()
        .forEach(
            kind -> {
              text.append(line(kind, "quiet", quiet.kinds().get(kind)));
              text.append(line("", "disturbed", disturbed.kinds().get(kind)));
            });
    text.append(
        format(
            "longest time without an answer, quiet and disturbed: reads %.0f and %.0f ms, writes"
                + " %.0f and %.0f ms%n",
            quiet.longestReadGap(),
            disturbed.longestReadGap(),
            quiet.longestWriteGap(),
            disturbed.longestWriteGap()));
    text.append(
        format(
            "%s took %.1f s; %,d acknowledged facts looked at; %d problems; verify: %s%n",
            name, seconds, audited, problems.size(), verify == 0 ? "nothing differs" : "DIFFERS"));
    problems.stream()
        .limit(MAX_PROBLEMS)
        .forEach(problem -> text.append("  PROBLEM ").append(problem).append('\n'));
    return text.toString();
  }

  private static String line(String kind, String phase, Figures figures) {
    return line(
        kind,
        phase,
        figures.calls(),
        format("%.1f", figures.millis(50)),
        format("%.1f", figures.millis(99)),
        format("%.0f", figures.longestMillis()),
        figures.callErrors(),
        figures.attemptErrors());
  }

  private static String line(Object... columns) {
    return format(LINE, columns);
  }

  private static String format(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
