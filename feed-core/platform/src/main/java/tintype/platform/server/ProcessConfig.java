package tintype.platform.server;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import tintype.platform.auth.Credentials;
import tintype.platform.auth.TrustFile;
import tintype.platform.config.Config;
import tintype.platform.config.ConfigException;

/**
 * What a process needs to know of the others. Keys have no prefix: {@code --graph-address=...}.
 *
 * @param dataDir whose {@code credentials} hold the key of this process, and the keys of all where
 *     there is no trust file
 * @param trustFile whose signatures are believed; not set: those whose keys are in {@code dataDir}
 * @param accountAddress where account-service is, such as {@code tcp://host:7001}
 * @param graphAddress where graph-service is
 * @param mediaAddress where media-service is
 * @param feedAddress where feed-service is
 * @param adminPort of {@code /health} and {@code /metrics}; 0 means any free one
 */
public record ProcessConfig(
    Path dataDir,
    Path trustFile,
    String accountAddress,
    String graphAddress,
    String mediaAddress,
    String feedAddress,
    int adminPort) {
  /** Everything on this machine, at the ports of the design. */
  public static ProcessConfig defaults(int adminPort) {
    return new ProcessConfig(
        Path.of("var"),
        Path.of(""),
        "tcp://127.0.0.1:7001",
        "tcp://127.0.0.1:7002",
        "tcp://127.0.0.1:7003",
        "tcp://127.0.0.1:7004",
        adminPort);
  }

  /**
   * The installation as a process is part of it; the caller closes it.
   *
   * @throws ConfigException where the trust file does not name this process with its own key
   */
  public Installation installation(String process, Config settings, MeterRegistry metrics) {
    Installation installation =
        new Installation(
            settings,
            Clock.systemUTC(),
            metrics,
            new Credentials(dataDir.resolve("credentials")),
            Map.of(
                "account", new Address(accountAddress),
                "graph", new Address(graphAddress),
                "media", new Address(mediaAddress),
                "feed", new Address(feedAddress)),
            settings.bind("database", DatabasesConfig.local()).all());
    if (!trustFile.toString().isEmpty()) {
      installation.believeOnly(TrustFile.read(trustFile));
      installation.trust().signer(process);
    }
    return installation;
  }
}
