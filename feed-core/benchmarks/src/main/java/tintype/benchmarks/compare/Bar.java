package tintype.benchmarks.compare;

/**
 * What was promised of a figure.
 *
 * @param bench its letter
 * @param text what the figure is
 * @param value as measured; NaN if not
 * @param limit the most or the least that it may be
 * @param atMost which of the two
 */
record Bar(String bench, String text, double value, double limit, boolean atMost) {
  static Bar atMost(String bench, String text, double value, double limit) {
    return new Bar(bench, text, value, limit, true);
  }

  static Bar atLeast(String bench, String text, double value, double limit) {
    return new Bar(bench, text, value, limit, false);
  }

  String verdict() {
    if (Double.isNaN(value)) {
      return "not measured";
    }
    return (atMost ? value <= limit : value >= limit) ? "met" : "NOT MET";
  }
}
