package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.platform.config.ByteSize;
import tintype.platform.config.Config;
import tintype.platform.log.LogConfig;
import tintype.platform.server.ProcessConfig;

/** Every setting that some main knows, with its default and what its record says of it. */
class SettingsTableIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  /** A share of the machine's cores or of the heap. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("media-render-threads", "media-max-decoding-bytes");

  private static final Path REPOSITORY = Path.of("..", "..");

  @Test
  void theSettingsAreThoseOfTheReadme() throws IOException {
    Config config = SYSTEM.config();
    // What a process reads besides: before all else, and where the others are.
    config.bind("log", LogConfig.defaults());
    config.bind("", ProcessConfig.defaults(0));
    Map<String, RecordComponent> settings = new TreeMap<>(config.components());
    List<String> lines = new ArrayList<>();
    lines.add("| setting | default | takes | |");
    lines.add("|---|---|---|---|");
    for (Map.Entry<String, RecordComponent> setting : settings.entrySet()) {
      String key = setting.getKey();
      String sentence = sentence(setting.getValue());
      assertThat(sentence).as("@param of " + key).isNotEmpty();
      lines.add(
          "| `%s` | %s | %s | %s |"
              .formatted(
                  key, value(key, config.known().get(key)), unit(setting.getValue()), sentence));
    }

    Golden.readme("settings").isNow(lines);
  }

  private static String value(String key, String value) {
    if (OF_THE_MACHINE.contains(key)) {
      return "by the machine";
    }
    String text = value.replace(SYSTEM.folder().toString(), "var");
    return text.isEmpty() ? "" : "`" + text + "`";
  }

  private static String unit(RecordComponent component) {
    Class<?> type = component.getType();
    if (type == Duration.class) {
      return "ms, s, m, h, d";
    } else if (type == ByteSize.class) {
      return "KiB, MiB, GiB";
    } else if (type == boolean.class) {
      return "true, false";
    } else if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(Object::toString)
          .collect(Collectors.joining(", "));
    }
    return type.isPrimitive() ? "number" : type == Path.class ? "path" : "text";
  }

  /** What follows {@code @param} in the source of the component's record. */
  private static String sentence(RecordComponent component) throws IOException {
    Class<?> type = component.getDeclaringRecord();
    Path source = source(type.getName().replaceAll("\\$.*", ""));
    Matcher param =
        Pattern.compile(
                "\\* @param " + component.getName() + "\\s(.*?)\\n\\s*\\*(?: @|/)", Pattern.DOTALL)
            .matcher(Files.readString(source));
    return param.find()
        ? param
            .group(1)
            .replaceAll("\\s*\\n\\s*\\* *", " ")
            .replaceAll("\\{@(?:code|link) #?([^}]*)}", "`$1`")
            .strip()
        : "";
  }

  private static Path source(String type) throws IOException {
    Path end = Path.of("src", "main", "java").resolve(type.replace('.', '/') + ".java");
    try (var modules = Files.find(REPOSITORY, 3, (path, any) -> Files.exists(path.resolve(end)))) {
      return modules.map(module -> module.resolve(end)).findAny().orElseThrow();
    }
  }
}
