package tintype.allinone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * What a start waits for, line by line: each thing when it enters another phase, and every five
 * seconds while its figures move.
 */
final class WaitingLines {
  static final Duration EVERY = Duration.ofSeconds(5);

  /**
   * @param phase the reason without its figures
   */
  private record Told(String reason, String phase, long nanos) {}

  private final LongSupplier nanoTime;
  private final Map<String, Told> told = new HashMap<>();

  WaitingLines(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * What is to be said now.
   *
   * @param waiting why each thing is not ready, by its name
   */
  List<String> of(Map<String, String> waiting) {
    long now = nanoTime.getAsLong();
    List<String> lines = new ArrayList<>();
    new TreeMap<>(waiting)
        .forEach(
            (name, reason) -> {
              if (isNews(told.get(name), reason, now)) {
                told.put(name, new Told(reason, phase(reason), now));
                lines.add("Waiting for " + name + ": " + reason);
              }
            });
    return lines;
  }

  private static boolean isNews(Told last, String reason, long now) {
    if (last == null || !last.phase().equals(phase(reason))) {
      return true;
    }
    return !last.reason().equals(reason) && now - last.nanos() >= EVERY.toNanos();
  }

  /** {@code copying posts} and {@code copying posts: 5 rows, 9/s} are one. */
  private static String phase(String reason) {
    return reason.replaceAll(": [0-9].*", "").replaceAll("[0-9]+", "#");
  }
}
