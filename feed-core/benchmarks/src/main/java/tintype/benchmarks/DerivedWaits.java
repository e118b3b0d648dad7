package tintype.benchmarks;

import java.io.IOException;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a service's reads have waited for writes between two looks at {@code /metrics}, and how
 * many answered without. A time is the upper bound of its bucket.
 */
final class DerivedWaits {
  private static final Pattern BUCKET =
      Pattern.compile("derived_read_wait_seconds_bucket\\{(.*)} ([0-9.E]+)");
  private static final Pattern BOUND = Pattern.compile("le=\"([^\"]+)\"");

  private final String service;
  private final NavigableMap<Double, Double> atMost = new TreeMap<>();
  private double missed;

  private DerivedWaits(String service) {
    this.service = service;
  }

  static DerivedWaits now(Target target, String service) throws IOException, InterruptedException {
    DerivedWaits waits = new DerivedWaits(service);
    target.metrics().lines().filter(line -> line.contains(service)).forEach(waits::read);
    return waits;
  }

  void printSince(DerivedWaits before) {
    double all = count(before, Double.POSITIVE_INFINITY);
    System.out.printf(
        Locale.ROOT,
        "%-20s %,8.0f   p50 <= %5.1f ms   p99 <= %5.1f ms   answered without %.0f%n",
        "waits, " + service,
        all,
        1e3 * bound(before, 0.50 * all),
        1e3 * bound(before, 0.99 * all),
        missed - before.missed);
  }

  private void read(String line) {
    Matcher bucket = BUCKET.matcher(line);
    if (bucket.matches()) {
      Matcher bound = BOUND.matcher(bucket.group(1));
      if (bound.find()) {
        String text = bound.group(1);
        double seconds = text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
        atMost.put(seconds, Double.parseDouble(bucket.group(2)));
      }
    } else if (line.startsWith("derived_read_missed_total{")) {
      missed = Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }
  }

  private double bound(DerivedWaits before, double count) {
    for (double seconds : atMost.keySet()) {
      if (count(before, seconds) >= count) {
        return seconds;
      }
    }
    return 0;
  }

  private double count(DerivedWaits before, double seconds) {
    return atMost.getOrDefault(seconds, 0.0) - before.atMost.getOrDefault(seconds, 0.0);
  }
}
