package tintype.platform.changelog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Transactions of MySQL servers: for each server's UUID the numbers of those that it wrote, as in
 * {@code 59e3f554-e5df-11f1-876d-02fc00000001:1-38:40}. Servers are parted by commas.
 */
record GtidSet(Map<String, List<Interval>> byServer) {
  /** Numbers from the first to the last. */
  record Interval(long first, long last) {}

  static GtidSet of(String text) {
    Map<String, List<Interval>> byServer = new HashMap<>();
    for (String server : text.isEmpty() ? new String[0] : text.split(",", -1)) {
      // A tag, which MySQL 9 may put between the two, belongs to the server's name here.
      int numbers = server.replaceFirst("(:\\d+(-\\d+)?)+$", "").length();
      if (numbers == 0 || numbers == server.length()) {
        throw new IllegalArgumentException("GTIDs: " + server + " (expected: <uuid>:<from>-<to>)");
      }
      byServer.put(server.substring(0, numbers), intervals(server.substring(numbers + 1)));
    }
    return new GtidSet(byServer);
  }

  private static List<Interval> intervals(String text) {
    List<Interval> intervals = new ArrayList<>();
    for (String interval : text.split(":", -1)) {
      String[] ends = interval.split("-", 2);
      intervals.add(new Interval(Long.parseLong(ends[0]), Long.parseLong(ends[ends.length - 1])));
    }
    return intervals;
  }

  /** Whether every transaction of the other is one of these. */
  boolean contains(GtidSet other) {
    return other.byServer.entrySet().stream()
        .allMatch(server -> server.getValue().stream().allMatch(i -> contains(server.getKey(), i)));
  }

  /** Whether the other's servers are all among these. */
  boolean knowsServersOf(GtidSet other) {
    return byServer.keySet().containsAll(other.byServer.keySet());
  }

  /** Servers write their sets with neighbouring intervals made one, so one has to hold it all. */
  private boolean contains(String server, Interval interval) {
    return byServer.getOrDefault(server, List.of()).stream()
        .anyMatch(own -> own.first() <= interval.first() && interval.last() <= own.last());
  }
}
