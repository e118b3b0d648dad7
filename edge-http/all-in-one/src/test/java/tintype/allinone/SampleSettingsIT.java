package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample of each process lists every setting that it knows with its default, and no other. */
class SampleSettingsIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  /** Known before the process starts, so that its start is logged. */
  private static final Map<String, String> OF_THE_LOG =
      Map.of("log-format", "plain", "log-levels", "");

  /** A share of the machine's cores or of the heap. */
  private static final Set<String> OF_THE_MACHINE =
      Set.of("media-render-threads", "media-max-decoding-bytes");

  static Stream<String> processes() {
    return Mains.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("processes")
  void theSampleIsTrue(String name) throws IOException {
    SYSTEM.enter(Way.HTTP_OVER_TCP);
    String dataDir = SYSTEM.mains().settings(name).get("data-dir");
    Map<String, String> known = new TreeMap<>(OF_THE_LOG);
    SYSTEM
        .mains()
        .process(name)
        .settings()
        .forEach((key, value) -> known.put(key, value.replace(dataDir, "var")));
    Map<String, String> sample = sample(Path.of("src/distribution/conf", name + ".properties"));

    known.keySet().removeAll(OF_THE_MACHINE);
    assertThat(sample.keySet().removeAll(OF_THE_MACHINE)).isEqualTo(name.equals("media"));
    assertThat(sample).isEqualTo(known);
  }

  /** Each line that would be a setting, were it not a comment. */
  private static Map<String, String> sample(Path file) throws IOException {
    Map<String, String> settings = new TreeMap<>();
    for (String line : Files.readAllLines(file)) {
      if (line.matches("#[a-z-]+=.*")) {
        int equals = line.indexOf('=');
        settings.put(line.substring(1, equals), line.substring(equals + 1));
      }
    }
    return settings;
  }
}
