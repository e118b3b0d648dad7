package tintype.benchmarks.compare;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The rows of all rounds, and what they come to. */
final class Report {
  private static final String ROW = "%-6s %-44s %12s %12s %12s %12s %9s %10s%n";
  private static final String BAR = "%-6s %-66s %12s %12s  %s%n";

  private final PrintStream out;
  private final Map<String, List<Row>> rounds = new LinkedHashMap<>();

  Report(PrintStream out) {
    this.out = out;
  }

  /** Takes the figures of a round, and prints them so that one sees it go on. */
  void add(Row row) {
    rounds.computeIfAbsent(row.bench() + " " + row.peer(), k -> new ArrayList<>()).add(row);
    print(row, Double.NaN);
  }

  /** A sentence for whoever waits. */
  void say(String sentence) {
    out.println(sentence);
  }

  /** The medians by bench, and within one in the order of measuring. */
  List<Row> medians() {
    return rounds.values().stream()
        .map(Row::median)
        .sorted(Comparator.comparing(Row::bench))
        .toList();
  }

  /** The median figures of a peer; all NaN if it was not measured. */
  Row of(String bench, String peer) {
    List<Row> rows = rounds.get(bench + " " + peer);
    double none = Double.NaN;
    return rows == null ? new Row(bench, peer, none, none, none, none, none) : Row.median(rows);
  }

  void head() {
    out.printf(ROW, "", "", "us", "p99 us", "CPU us", "a second", "B", "to first");
  }

  /** All medians; the ratio is of CPU, to the first peer of the same bench. */
  void printMedians() {
    out.printf("%nmedians of the rounds%n");
    head();
    String bench = "";
    double first = Double.NaN;
    for (Row row : medians()) {
      if (!row.bench().equals(bench)) {
        bench = row.bench();
        first = row.cpuMicros();
      }
      print(row, row.cpuMicros() / first);
    }
  }

  void print(List<Bar> bars) {
    out.printf("%n" + BAR, "", "bar", "measured", "limit", "");
    for (Bar bar : bars) {
      String limit = (bar.atMost() ? "<= " : ">= ") + figure(bar.limit());
      out.printf(BAR, bar.bench(), bar.text(), figure(bar.value()), limit, bar.verdict());
    }
  }

  private void print(Row row, double ratio) {
    out.printf(
        ROW,
        row.bench(),
        row.peer(),
        figure(row.micros()),
        figure(row.p99Micros()),
        figure(row.cpuMicros()),
        figure(row.rate()),
        figure(row.bytes()),
        Double.isNaN(ratio) ? "" : figure(ratio) + "x");
  }

  /** Three digits that mean something, and a dash for nothing. */
  static String figure(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 4;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }
}
