package tintype.allinone;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Commands as a person types them, against the system of the tests. */
final class Commands {
  private final SharedSystem system;

  Commands(SharedSystem system) {
    this.system = system;
  }

  /**
   * What a command said.
   *
   * @param exit its exit code
   * @param out what it printed
   * @param err what it complained of
   */
  record Outcome(int exit, String out, String err) {}

  Outcome run(String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    system.settings().forEach((key, value) -> arguments.add("--" + key + "=" + value));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        new CommandLine(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8))
            .run(arguments, Map.of());
    return new Outcome(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
