package tintype.allinone;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Something that is done to the cluster.
 *
 * @param name as asked for
 * @param arguments of the cluster's script; empty for nothing
 */
record Disturbance(String name, List<String> arguments) {
  private static final String TWO_SHARDS = "-80,80-";
  private static final String FOUR_SHARDS = "-40,40-80,80-c0,c0-";

  static List<Disturbance> parseAll(String names) {
    return Arrays.stream(names.split(",")).map(Disturbance::parse).toList();
  }

  private static Disturbance parse(String name) {
    String[] parts = name.split(":", 2);
    List<String> arguments =
        switch (parts[0]) {
          case "none" -> List.of();
          case "reshard" -> List.of("reshard", parts[1], TWO_SHARDS, FOUR_SHARDS);
          case "kill-primary" -> List.of("kill", "mysqld-" + parts[1]);
          case "restart-vtgate" -> List.of("restart", "vtgate");
          default ->
              throw new IllegalArgumentException(
                  name
                      + " (expected: none, reshard:KEYSPACE, kill-primary:KEYSPACE/SHARD or"
                      + " restart-vtgate)");
        };
    return new Disturbance(name, arguments);
  }

  /** Seconds that it may take: what has to be ready for the calls meanwhile. */
  long longestSeconds() {
    return name.startsWith("reshard") ? 150 : arguments.isEmpty() ? 0 : 30;
  }

  /** Does it, and returns once the script has ended. Throws where that has failed. */
  void perform(Path cluster, Consumer<String> say) {
    if (arguments.isEmpty()) {
      return;
    }
    List<String> command = new ArrayList<>(List.of(cluster.toString()));
    command.addAll(arguments);
    try {
      Process script = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(script.getInputStream(), StandardCharsets.UTF_8))) {
        lines.lines().forEach(say);
      }
      if (script.waitFor() != 0) {
        throw new IllegalStateException(name + " failed: " + script.exitValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
