package tintype.benchmarks.social;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured at each size of the data, and whether it is what was promised at the last. */
final class Figures {
  private static final String NAME = "%-44s";
  private static final String CELL = " %14s";

  /** One figure, size by size. */
  private static final class Row {
    private final Limit limit;
    private final Map<String, Double> bySize = new LinkedHashMap<>();

    Row(Limit limit) {
      this.limit = limit;
    }

    double at(String size) {
      return bySize.getOrDefault(size, Double.NaN);
    }
  }

  private final List<String> sizes = new ArrayList<>();
  private final Map<String, Row> rows = new LinkedHashMap<>();

  /** What is added from now on is of another size. */
  void begin(String size) {
    sizes.add(size);
  }

  void add(String figure, double value) {
    add(figure, value, Limit.NONE);
  }

  void add(String figure, double value, Limit limit) {
    rows.computeIfAbsent(figure, name -> new Row(limit)).bySize.put(sizes.getLast(), value);
  }

  void print(PrintStream out) {
    out.printf("%n" + NAME, "");
    sizes.forEach(size -> out.printf(CELL, size));
    out.printf(CELL + CELL + "%n", "last to first", "bar");
    rows.forEach((name, row) -> print(out, name, row));
  }

  private void print(PrintStream out, String name, Row row) {
    double first = row.at(sizes.getFirst());
    double last = row.at(sizes.getLast());
    double ratio = sizes.size() > 1 ? last / first : Double.NaN;
    out.printf(NAME, name);
    sizes.forEach(size -> out.printf(CELL, text(row.at(size))));
    out.printf(CELL, Double.isNaN(ratio) ? "" : text(ratio) + "x");
    out.printf(CELL + "  %s%n", row.limit, row.limit.verdict(last));
  }

  /** Three digits that mean something, and a dash for nothing. */
  static String text(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    int digits = value >= 100 ? 0 : value >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%,." + digits + "f", value);
  }

  /** The middle one of those that are numbers; NaN where none is. */
  static double median(List<Double> values) {
    double[] sorted =
        values.stream().mapToDouble(v -> v).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (sorted.length == 0) {
      return Double.NaN;
    }
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
