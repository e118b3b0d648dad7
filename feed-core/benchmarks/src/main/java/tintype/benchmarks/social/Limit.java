package tintype.benchmarks.social;

/**
 * What was promised of a figure.
 *
 * @param value the most or the least that it may be; NaN where nothing was promised
 * @param atMost which of the two
 */
record Limit(double value, boolean atMost) {
  static final Limit NONE = new Limit(Double.NaN, true);

  static Limit atMost(double value) {
    return new Limit(value, true);
  }

  static Limit atLeast(double value) {
    return new Limit(value, false);
  }

  String verdict(double measured) {
    if (Double.isNaN(value)) {
      return "";
    }
    if (Double.isNaN(measured)) {
      return "not measured";
    }
    return (atMost ? measured <= value : measured >= value) ? "met" : "NOT MET";
  }

  @Override
  public String toString() {
    return Double.isNaN(value) ? "" : (atMost ? "<= " : ">= ") + Figures.text(value);
  }
}
