package tintype.platform.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tintype.platform.config.Config;
import tintype.platform.config.ConfigException;

/** Settings say what is logged. */
class LoggingTest {
  private static final String FRAMES = "io.grpc.netty.NettyServerHandler";

  @AfterEach
  void quiet() {
    start(Map.of("log-levels", "root=WARN,tintype=WARN,io.grpc=WARN"));
  }

  @Test
  void levelsAreSetByLogger() {
    start(Map.of("log-levels", "tintype=debug, io.grpc=ERROR"));

    assertThat(LoggerFactory.getLogger("tintype.some.Class").isDebugEnabled()).isTrue();
    assertThat(LoggerFactory.getLogger("io.grpc.Some").isWarnEnabled()).isFalse();
  }

  @Test
  void whatIsNoLevelStopsTheStart() {
    assertThatThrownBy(() -> start(Map.of("log-levels", "tintype=LOUD")))
        .isInstanceOf(ConfigException.class)
        .hasMessage("log-levels: tintype=LOUD (expected: LOGGER=LEVEL, such as tintype=DEBUG)");
    assertThatThrownBy(() -> start(Map.of("log-format", "xml")))
        .hasMessage("log-format: xml (expected: plain or json)");
  }

  @Test
  void framesAreNeverShown() {
    start(Map.of("log-levels", "root=TRACE,io.grpc=TRACE"));

    assertThat(LoggerFactory.getLogger("io.grpc.Some").isTraceEnabled()).isTrue();
    assertThat(LoggerFactory.getLogger(FRAMES).isDebugEnabled()).isFalse();
    assertThatThrownBy(() -> start(Map.of("log-levels", FRAMES + "=DEBUG")))
        .hasMessageContaining("would show passwords and tokens");
  }

  private static void start(Map<String, String> settings) {
    Logging.start("test", Config.of(settings));
  }
}
