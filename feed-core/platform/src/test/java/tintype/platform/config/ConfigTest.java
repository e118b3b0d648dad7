package tintype.platform.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
  record Limits(int port, Duration drain, ByteSize maxMessage, Path dataDir, boolean demo) {
    Limits {
      if (port < 0) {
        throw new IllegalArgumentException("port: " + port + " (expected: 0 or more)");
      }
    }
  }

  private static final Limits DEFAULTS =
      new Limits(7001, Duration.ofSeconds(10), ByteSize.ofMiB(1), Path.of("var"), false);

  @Test
  void defaultsStandWhereNothingIsSet() {
    assertThat(Config.of(Map.of()).bind("", DEFAULTS)).isEqualTo(DEFAULTS);
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverTheFile(@TempDir Path folder)
      throws Exception {
    Path file =
        Files.writeString(folder.resolve("t.properties"), "port=1\ndrain=1s\nmax-message=1KiB\n");
    Config config =
        Config.load(
            List.of("--config=" + file, "--port=3", "--demo"),
            Map.of("TINTYPE_PORT", "2", "TINTYPE_DRAIN", "250ms", "HOME", "/root"));

    assertThat(config.bind("", DEFAULTS))
        .isEqualTo(new Limits(3, Duration.ofMillis(250), new ByteSize(1024), Path.of("var"), true));
    config.refuseUnknown();
  }

  @Test
  void aPrefixStandsBeforeEachKey() {
    Config config = Config.of(Map.of("grpc-max-message", "4MiB"));
    assertThat(config.bind("grpc", DEFAULTS).maxMessage()).isEqualTo(ByteSize.ofMiB(4));
  }

  @Test
  void anUnknownKeyStopsWithItsName() {
    Config config = Config.load(List.of("--prot=3"), Map.of());
    config.bind("", DEFAULTS);
    assertThatThrownBy(config::refuseUnknown)
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("unknown setting: prot")
        .hasMessageContaining("max-message");
  }

  @Test
  void aWrongValueNamesItsKeyAndWhatWasExpected() {
    assertThatThrownBy(() -> Config.of(Map.of("drain", "soon")).bind("", DEFAULTS))
        .hasMessage("drain: soon (expected: a number with ms, s, m, h or d, such as 250ms)");
    assertThatThrownBy(() -> Config.of(Map.of("port", "99999999999")).bind("", DEFAULTS))
        .hasMessage("port: 99999999999 (expected: a whole number)");
    assertThatThrownBy(() -> Config.of(Map.of("port", "-1")).bind("", DEFAULTS))
        .isInstanceOf(ConfigException.class)
        .hasMessage("port: -1 (expected: 0 or more)");
  }

  @Test
  void anAmountBeyondAllBoundsIsRefusedByName() {
    assertThatThrownBy(() -> Config.of(Map.of("drain", "999999999999999d")).bind("", DEFAULTS))
        .hasMessageContaining("drain: 999999999999999d (expected: ");
    assertThatThrownBy(
            () -> Config.of(Map.of("max-message", "999999999999999GiB")).bind("", DEFAULTS))
        .hasMessageContaining("max-message: 999999999999999GiB (expected: ");
  }

  @Test
  void aWordThatIsNoSettingIsRefused() {
    assertThatThrownBy(() -> Config.load(List.of("-x"), Map.of()))
        .hasMessage("-x: no setting (expected: --key=value)");
    assertThatThrownBy(() -> Config.load(List.of("--config=/no/such/file"), Map.of()))
        .hasMessageContaining("cannot read /no/such/file");
  }
}
