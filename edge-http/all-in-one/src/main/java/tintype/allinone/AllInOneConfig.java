package tintype.allinone;

import java.nio.file.Path;
import tintype.platform.config.ByteSize;

/**
 * What runs where. Keys have no prefix: {@code --data-dir=DIR}, {@code --http-port=N}.
 *
 * @param dataDir everything that lasts
 * @param httpPort of the edge; every port: 0 means any free one
 * @param adminPort of {@code /health} and {@code /metrics}
 * @param accountPort of account-service's gRPC
 * @param graphPort of graph-service's gRPC
 * @param mediaPort of media-service's gRPC
 * @param feedPort of feed-service's gRPC
 * @param databasePort of the embedded database
 * @param databaseMemory for the embedded database's pages
 * @param demo fill the world with people, follows and posts once everything runs
 */
public record AllInOneConfig(
    Path dataDir,
    int httpPort,
    int adminPort,
    int accountPort,
    int graphPort,
    int mediaPort,
    int feedPort,
    int databasePort,
    ByteSize databaseMemory,
    boolean demo) {
  public static AllInOneConfig defaults() {
    return new AllInOneConfig(
        Path.of("var"), 8080, 8081, 7001, 7002, 7003, 7004, 0, ByteSize.ofMiB(1024), false);
  }
}
