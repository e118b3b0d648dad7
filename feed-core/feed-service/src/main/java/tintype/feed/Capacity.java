package tintype.feed;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tintype.engine.EngineFullException;
import tintype.engine.FeedStore;
import tintype.engine.Usage;

/**
 * How near an index is to its bounds, and which settings move them. From {@value #ALARM} on it is
 * time to act: at the end changes are refused, and the streams that bring them stand still.
 */
final class Capacity {
  static final double ALARM = 0.8;

  private static final String MEMORY_SETTING = "feed-engine-memory";
  private static final String ACCOUNTS_SETTING = "feed-engine-accounts";

  private Capacity() {}

  /** How many bounds are as near as that. */
  static int alarms(Usage usage) {
    return near(usage).size();
  }

  /**
   * What to do before it is too late, by what it is about; empty where nothing has to be done.
   *
   * @param followsLeftOut how often one had no room in its list
   */
  static Map<String, String> warnings(Usage usage, long followsLeftOut) {
    Map<String, String> warnings = near(usage);
    if (followsLeftOut > 0) {
      warnings.put(
          "full lists",
          "a follow was left out of a full list (limit: %d) %d times since the index was made"
              .formatted(FeedStore.MAX_FOLLOWEES, followsLeftOut));
    }
    return warnings;
  }

  /** What to do where a bound is the cause of trouble; else what is said of it anyway. */
  static String explain(@Nullable Throwable trouble, @Nullable String otherwise) {
    if (!(trouble instanceof EngineFullException full)) {
      return String.valueOf(otherwise);
    }
    return switch (full.bound()) {
      case MEMORY -> full.getMessage() + ": raise " + MEMORY_SETTING + " and start again";
      case ACCOUNTS -> full.getMessage() + ": raise " + ACCOUNTS_SETTING + " and start again";
      case FOLLOWEES -> String.valueOf(full.getMessage());
    };
  }

  private static Map<String, String> near(Usage usage) {
    Map<String, String> near = new TreeMap<>();
    add(near, "memory", usage.memoryOccupancy(), MEMORY_SETTING);
    add(near, "accounts", usage.accountsOccupancy(), ACCOUNTS_SETTING);
    return near;
  }

  private static void add(
      Map<String, String> near, String bound, double occupancy, String setting) {
    if (occupancy >= ALARM) {
      near.put(
          bound,
          String.format(
              Locale.ROOT,
              "%.0f %% of the index's %s are taken: raise %s",
              100 * occupancy,
              bound,
              setting));
    }
  }
}
