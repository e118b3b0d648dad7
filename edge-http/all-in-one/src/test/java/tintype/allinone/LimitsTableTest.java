package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tintype.platform.config.ByteSize;

/** The README's table of limits: complete, with the defaults that hold, and tests that exist. */
class LimitsTableTest {
  private static final Path README = Path.of("README.md");
  private static final Path ROOT = Path.of("../..");

  /** Settings that bound nothing. */
  private static final Set<String> NO_LIMITS =
      Set.of(
          "grpc-host",
          "http-host",
          "http-port",
          "http-threads",
          "account-admins",
          "account-minimum-age",
          "account-session-lifetime",
          "account-register-repeat",
          "account-login-memory",
          "account-username-reservation",
          "media-folder",
          "media-replicas",
          "media-public-url-lifetime",
          "media-private-url-lifetime",
          "media-staff-url-lifetime",
          "media-publish-every",
          "media-purge-every",
          "feed-retry-pause",
          "feed-snapshot-folder",
          "feed-snapshot-interval",
          "feed-snapshot-patience");

  private static List<List<String>> rows;

  @BeforeAll
  static void read() throws IOException {
    String text = Files.readString(README);
    int from = text.indexOf("<!-- limits -->");
    String table = text.substring(from, text.indexOf("<!-- end -->", from));
    rows =
        table
            .lines()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| limit |"))
            .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
            .map(cells -> cells.subList(1, cells.size() - 1))
            .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "grpc, tintype.platform.server.ServerConfig",
    "http, tintype.edge.GatewayConfig",
    "account, tintype.account.AccountConfig",
    "graph, tintype.graph.GraphConfig",
    "media, tintype.media.MediaConfig",
    "feed, tintype.feed.FeedConfig",
    "feed-load, tintype.feed.LoadConfig"
  })
  void everyLimitOfTheConfigurationIsThere(String prefix, String type) throws Exception {
    Map<String, String> listed = new HashMap<>();
    rows.forEach(row -> listed.put(row.get(1).replace("`", ""), row.get(2)));
    Map<String, String> missing = new HashMap<>();
    Object defaults = defaultsOf(Class.forName(type));
    for (RecordComponent component : defaults.getClass().getRecordComponents()) {
      String key = prefix + "-" + kebab(component.getName());
      if (NO_LIMITS.contains(key)) {
        continue;
      }
      component.getAccessor().setAccessible(true);
      String value = written(component.getAccessor().invoke(defaults));
      String shown = listed.getOrDefault(key, "not in the table");
      boolean varies = shown.startsWith("cores") || shown.startsWith("heap");
      if (!shown.equals(value) && !varies) {
        missing.put(key, shown + " (expected: " + value + ")");
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void everyTestIsThere() throws IOException {
    Set<String> files;
    try (Stream<Path> all = Files.walk(ROOT)) {
      files =
          all.filter(path -> path.toString().contains("src/test/java"))
              .map(path -> path.getFileName().toString())
              .collect(Collectors.toSet());
    }
    assertThat(rows)
        .hasSizeGreaterThan(50)
        .allSatisfy(
            row -> {
              assertThat(row).hasSize(5);
              if (row.get(4).startsWith("`")) {
                assertThat(files).contains(row.get(4).replace("`", "") + ".java");
              }
            });
  }

  private static Object defaultsOf(Class<?> type) throws ReflectiveOperationException {
    for (Method method : type.getDeclaredMethods()) {
      if (method.getName().equals("defaults")) {
        method.setAccessible(true);
        return method.getParameterCount() == 0
            ? method.invoke(null)
            : method.invoke(null, Path.of("var"));
      }
    }
    throw new NoSuchMethodException(type + ".defaults");
  }

  private static String kebab(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** As one would set it. */
  private static String written(Object value) {
    if (value instanceof ByteSize size) {
      return written(size.bytes(), List.of("GiB", "MiB", "KiB"));
    }
    return value instanceof Duration time ? written(time.toSeconds()) : value.toString();
  }

  private static String written(long seconds) {
    if (seconds % 3600 == 0) {
      return seconds / 3600 + "h";
    }
    return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
  }

  private static String written(long bytes, List<String> units) {
    for (int i = 0; i < units.size(); i++) {
      long unit = 1L << 10 * (units.size() - i);
      if (bytes % unit == 0) {
        return bytes / unit + units.get(i);
      }
    }
    return Long.toString(bytes);
  }
}
