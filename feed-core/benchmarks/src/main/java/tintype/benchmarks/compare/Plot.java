package tintype.benchmarks.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The rows of a report as a bar each, in microseconds of CPU on a scale of powers of ten. */
final class Plot {
  private static final int WIDTH = 900;
  private static final int LABELS = 330;
  private static final int FIGURES = 140;
  private static final int LINE = 22;
  private static final int TOP = 40;
  private static final int BOTTOM = 30;

  private static final Set<String> OURS =
      Set.of(
          InProcess.ENGINE.label(),
          RedisRows.GRPC,
          JmhRuns.APPEND,
          JmhRuns.APPEND_WARM,
          JmhRuns.APPLY,
          JmhRuns.APPLY_WARM,
          JmhRuns.ONE_FOLLOWER,
          JmhRuns.MANY_FOLLOWERS);

  private final StringBuilder svg = new StringBuilder();
  private final double least;
  private final double most;

  private Plot(List<Row> rows) {
    // Whole powers of ten around all figures.
    least = Math.floor(log(rows.stream().mapToDouble(Row::cpuMicros).min().orElse(1)) - 0.1);
    most = Math.ceil(log(rows.stream().mapToDouble(Row::cpuMicros).max().orElse(10)));
  }

  /** Draws those rows that have a figure of CPU. */
  static void write(List<Row> all, Path file) throws IOException {
    List<Row> rows = all.stream().filter(row -> row.cpuMicros() > 0).toList();
    if (file.toAbsolutePath().getParent() != null) {
      Files.createDirectories(file.toAbsolutePath().getParent());
    }
    Files.writeString(file, new Plot(rows).draw(rows));
  }

  private String draw(List<Row> rows) {
    int groups = (int) rows.stream().map(Row::bench).distinct().count();
    int height = TOP + LINE * rows.size() + LINE / 2 * groups + BOTTOM;
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif'"
            + " font-size='12'>",
        WIDTH, height);
    add("<rect width='100%%' height='100%%' fill='white'/>");
    add("<text x='10' y='20' font-size='14'>microseconds of CPU an operation</text>");
    for (double power = least; power <= most; power++) {
      tick(power, height);
    }
    int y = TOP;
    String bench = "";
    double first = 1;
    for (Row row : rows) {
      if (!row.bench().equals(bench)) {
        y += bench.isEmpty() ? 0 : LINE / 2;
        bench = row.bench();
        first = row.cpuMicros();
      }
      bar(row, y, row.cpuMicros() / first);
      y += LINE;
    }
    add("</svg>");
    return svg.toString();
  }

  private void tick(double power, int height) {
    double x = x(power);
    add("<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#ddd'/>", x, TOP - 4, x, height - 24);
    String value = Report.figure(Math.pow(10, power)).replaceAll("\\.0+$", "");
    add("<text x='%.1f' y='%d' text-anchor='middle' fill='#666'>%s</text>", x, height - 8, value);
  }

  private void bar(Row row, int y, double ratio) {
    double end = x(log(row.cpuMicros()));
    add("<text x='10' y='%d'>%s</text>", y + 14, escape(row.bench() + "  " + row.peer()));
    add(
        "<rect x='%d' y='%d' width='%.1f' height='%d' fill='%s'/>",
        LABELS,
        y + 2,
        Math.max(1, end - LABELS),
        LINE - 6,
        OURS.contains(row.peer()) ? "#1f77b4" : "#aaaaaa");
    add(
        "<text x='%.1f' y='%d'>%s (%sx)</text>",
        end + 5, y + 14, Report.figure(row.cpuMicros()), Report.figure(ratio));
  }

  private double x(double log) {
    return LABELS + (log - least) / (most - least) * (WIDTH - LABELS - FIGURES);
  }

  private static double log(double value) {
    return Math.log10(value);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&#39;");
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
