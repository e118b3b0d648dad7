package tintype.platform.server;

import java.time.Duration;
import tintype.platform.config.ByteSize;

/**
 * The limits of a gRPC server, each by name: gRPC's own defaults are open. Keys: {@code grpc-...}.
 *
 * @param host the interface that ports bind to
 * @param maxMessage the largest inbound message
 * @param maxMetadata the largest block of headers
 * @param maxCalls of one gRPC service (such as DownloadService) that run at one time, over all
 *     connections; one more is asked to try again
 * @param maxCallsPerConnection concurrent calls of one connection
 * @param maxResetsPerWindow RST_STREAM frames that one connection may send in {@code resetWindow}
 * @param resetWindow over which those are counted
 * @param maxConnectionIdle after which a quiet connection is closed
 * @param maxConnectionAge after which a connection is asked to reconnect
 * @param keepAlive how often a silent peer is pinged
 * @param permitKeepAlive the shortest ping interval that a client may use
 * @param drain how long calls in flight may take once the service stops
 */
public record ServerConfig(
    String host,
    ByteSize maxMessage,
    ByteSize maxMetadata,
    int maxCalls,
    int maxCallsPerConnection,
    int maxResetsPerWindow,
    Duration resetWindow,
    Duration maxConnectionIdle,
    Duration maxConnectionAge,
    Duration keepAlive,
    Duration permitKeepAlive,
    Duration drain) {
  public ServerConfig {
    atLeastOne("maxCalls", maxCalls);
    atLeastOne("maxCallsPerConnection", maxCallsPerConnection);
    atLeastOne("maxResetsPerWindow", maxResetsPerWindow);
    atLeastOne("maxMessage", maxMessage.bytes());
    atLeastOne("maxMetadata", maxMetadata.bytes());
  }

  public static ServerConfig defaults() {
    return new ServerConfig(
        "127.0.0.1",
        ByteSize.ofMiB(1),
        new ByteSize(8 << 10),
        2_000,
        1_000,
        200,
        Duration.ofSeconds(30),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofMinutes(1),
        Duration.ofSeconds(10),
        Duration.ofSeconds(10));
  }

  private static void atLeastOne(String name, long value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
    }
  }
}
