package tintype.allinone;

/** How long something took, and its rate. */
record Stopwatch(long startNanos) {
  static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  /** Such as {@code 12.3 s (6,500 accounts/s)}. */
  String per(long amount, String unit) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    return String.format("%.1f s (%,.0f %s/s)", seconds, amount / Math.max(seconds, 1e-9), unit);
  }
}
