package tintype.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class DatabaseConfigTest {
  @Test
  void itPrintsNoSecret() {
    DatabaseConfig config =
        DatabaseConfig.of("jdbc:mysql://host/graph?password=secret", "someone", "secret");

    assertThat(config)
        .hasToString("DatabaseConfig[jdbc:mysql://host/graph, user=someone, poolSize=10]");
  }

  @Test
  void itNamesWhatIsWrong() {
    DatabaseConfig config = DatabaseConfig.of("jdbc:mysql://host/graph", "someone", "");

    assertThatThrownBy(() -> config.withPoolSize(0))
        .hasMessage("poolSize: 0 (expected: 1 or more)");
  }
}
