package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.GraphMain;
import tintype.platform.config.Config;
import tintype.platform.config.ConfigException;

/** What is said of each process of a service; the stories are told over them too. */
class ProcessesIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final List<String> SERVICES = List.of("account", "graph", "media", "feed");

  @BeforeEach
  void enter() {
    SYSTEM.enter(Way.HTTP_OVER_TCP);
  }

  @Test
  void eachProcessSaysThatItIsReadyAndCountsItsOwnCalls() throws Exception {
    Person.register(SYSTEM.http());

    for (String name : Mains.ALL) {
      assertThat(SYSTEM.mains().health(name)).as(name).startsWith("ready\n");
    }
    assertThat(SYSTEM.mains().admin("edge", "/metrics"))
        .contains("http_server_requests_seconds_count");
    assertThat(SYSTEM.mains().admin("account", "/metrics"))
        .contains("rpc=\"Register\"")
        .doesNotContain("http_server_requests");
    for (String service : SERVICES.subList(1, 4)) {
      assertThat(SYSTEM.mains().admin(service, "/metrics")).doesNotContain("rpc=\"Register\"");
    }
  }

  @Test
  void aSettingThatIsNotKnownStopsTheStart() {
    Map<String, String> settings = new HashMap<>(SYSTEM.mains().settings("graph"));
    settings.putAll(Map.of("graph-port", "0", "admin-port", "0", "grpah-port", "7"));

    assertThatThrownBy(() -> GraphMain.start(Config.of(settings)))
        .isInstanceOf(ConfigException.class)
        .hasMessageStartingWith("unknown setting: grpah-port");
  }
}
