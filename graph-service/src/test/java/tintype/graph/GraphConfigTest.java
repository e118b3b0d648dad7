package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.platform.config.Config;
import tintype.platform.config.ConfigException;

class GraphConfigTest {
  @Test
  void theLimitIsOneThatTheFeedHolds() {
    assertThat(limit("8000").followingLimit()).isEqualTo(8_000);
    assertThat(limit("1").followingLimit()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "8001", "1000000"})
  void anyOtherStopsTheStart(String value) {
    assertThatThrownBy(() -> limit(value))
        .isInstanceOf(ConfigException.class)
        .hasMessage(
            "graph-following-limit: "
                + value
                + " (expected: 1..8000, as the feed holds no longer list)");
  }

  @Test
  void theLimitOfCloseFriendsIsPositive() {
    assertThat(GraphConfig.defaults().closeFriendsLimit()).isEqualTo(10_000);
    assertThatThrownBy(
            () ->
                Config.of(Map.of("graph-close-friends-limit", "0"))
                    .bind("graph", GraphConfig.defaults()))
        .isInstanceOf(ConfigException.class)
        .hasMessage("graph-close-friends-limit: 0 (expected: 1 or more)");
  }

  private static GraphConfig limit(String value) {
    return Config.of(Map.of("graph-following-limit", value)).bind("graph", GraphConfig.defaults());
  }
}
