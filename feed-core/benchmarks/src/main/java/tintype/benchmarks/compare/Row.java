package tintype.benchmarks.compare;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one peer took in one bench; NaN where it was not measured.
 *
 * @param bench the letter of the bar that it is for
 * @param peer who, and what it did
 * @param micros of an operation, one after another; the p50 where it is of a server
 * @param p99Micros at a fixed rate, from when the operation was due
 * @param cpuMicros of the thread that did it, or of the server's whole process
 * @param rate operations a second, as fast as it went
 * @param bytes allocated for an operation
 */
record Row(
    String bench,
    String peer,
    double micros,
    double p99Micros,
    double cpuMicros,
    double rate,
    double bytes) {

  /** Each figure is the median of its own. */
  static Row median(List<Row> rounds) {
    return new Row(
        rounds.getFirst().bench,
        rounds.getFirst().peer,
        median(rounds, Row::micros),
        median(rounds, Row::p99Micros),
        median(rounds, Row::cpuMicros),
        median(rounds, Row::rate),
        median(rounds, Row::bytes));
  }

  private static double median(List<Row> rounds, ToDoubleFunction<Row> figure) {
    double[] sorted = rounds.stream().mapToDouble(figure).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
