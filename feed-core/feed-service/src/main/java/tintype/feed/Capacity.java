package tintype.feed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    return warnings(usage).size();
  }

  /**
   * What to do before it is too late; empty where nothing has to be done.
   *
   * @param followsLeftOut how many had no room in their lists
   */
  static String warning(Usage usage, long followsLeftOut) {
    List<String> warnings = warnings(usage);
    if (followsLeftOut > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "%d follows are left out of lists that are full (limit: %d)",
              followsLeftOut,
              FeedStore.MAX_FOLLOWEES));
    }
    return String.join("; ", warnings);
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

  private static List<String> warnings(Usage usage) {
    List<String> warnings = new ArrayList<>();
    add(warnings, "of the index's memory", usage.memoryOccupancy(), MEMORY_SETTING);
    add(warnings, "of the index's accounts", usage.accountsOccupancy(), ACCOUNTS_SETTING);
    return warnings;
  }

  private static void add(List<String> warnings, String what, double occupancy, String setting) {
    if (occupancy >= ALARM) {
      warnings.add(
          String.format(
              Locale.ROOT, "%.0f %% %s are taken: raise %s", 100 * occupancy, what, setting));
    }
  }
}
