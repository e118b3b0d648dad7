package tintype.allinone;

import java.util.List;
import java.util.Map;

/** Settings of a system in a test: any free ports, little memory, patience on a busy machine. */
final class SmallSettings {
  static final Map<String, String> ALL =
      Map.of(
          "http-port", "0",
          "admin-port", "0",
          "account-port", "0",
          "graph-port", "0",
          "media-port", "0",
          "feed-port", "0",
          "database-memory", "64MiB",
          "feed-engine-memory", "256MiB",
          "after-max-wait", "2s");

  private SmallSettings() {}

  /** As arguments of a command line. */
  static List<String> arguments() {
    return ALL.entrySet().stream().map(e -> "--" + e.getKey() + "=" + e.getValue()).toList();
  }
}
