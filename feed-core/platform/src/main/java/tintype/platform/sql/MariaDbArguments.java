package tintype.platform.sql;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines of the embedded server. */
final class MariaDbArguments {
  /**
   * How long the log is kept: longer than outbox rows, so that a consumer can be as late as they.
   */
  private static final int BINLOG_SECONDS = 72 * 3600;

  private static final long MIN_REDO_BYTES = 16L << 20;
  private static final long MAX_REDO_BYTES = 1L << 30;

  private MariaDbArguments() {}

  /** Makes the system tables, from statements on standard input. */
  static List<String> bootstrap(MariaDbSoftware software, Path data) {
    List<String> arguments = common(software, data);
    arguments.add("--bootstrap");
    arguments.add("--skip-log-bin");
    arguments.add("--innodb-buffer-pool-size=32M");
    arguments.add("--innodb-log-file-size=" + MIN_REDO_BYTES);
    // Nothing to lose yet: a bootstrap that is cut short starts again from nothing.
    arguments.add("--innodb-flush-log-at-trx-commit=0");
    return arguments;
  }

  static List<String> server(
      MariaDbSoftware software, MariaDbFolder folder, EmbeddedMariaDb.Config config, int port) {
    List<String> arguments = common(software, folder.data());
    arguments.add("--pid-file=" + folder.pidFile());
    arguments.add("--port=" + port);
    arguments.add("--bind-address=127.0.0.1");
    // No socket file: its path may be 107 bytes long at most, and the data folder's may not.
    arguments.add("--socket=");
    arguments.add("--skip-name-resolve");
    arguments.add("--skip-ssl");
    arguments.add("--local-infile=0");
    arguments.add("--max-connections=400");
    arguments.add("--max-allowed-packet=64M");
    arguments.add("--transaction-isolation=READ-COMMITTED");
    arguments.add("--default-time-zone=+00:00");
    arguments.add("--innodb-buffer-pool-size=" + config.bufferPoolBytes());
    arguments.add("--innodb-lock-wait-timeout=10");
    arguments.add("--innodb-log-file-size=" + redoBytes(config));
    arguments.add("--server-id=1");
    arguments.add("--log-bin=binlog");
    arguments.add("--binlog-format=ROW");
    arguments.add("--binlog-row-image=FULL");
    // Annotations repeat each statement's text: bulk, and private data in one more place.
    arguments.add("--binlog-annotate-row-events=OFF");
    arguments.add("--binlog-expire-logs-seconds=" + BINLOG_SECONDS);
    arguments.add("--max-binlog-size=256M");
    arguments.add("--sync-binlog=" + (config.durable() ? 1 : 0));
    arguments.add("--innodb-flush-log-at-trx-commit=" + (config.durable() ? 1 : 0));
    return arguments;
  }

  /** As large as the pages it may have to rewrite; the server changes the size when it starts. */
  private static long redoBytes(EmbeddedMariaDb.Config config) {
    return Math.clamp(config.bufferPoolBytes(), MIN_REDO_BYTES, MAX_REDO_BYTES);
  }

  private static List<String> common(MariaDbSoftware software, Path data) {
    List<String> arguments = new ArrayList<>();
    arguments.add(software.program().toString());
    arguments.add("--no-defaults");
    arguments.add("--basedir=" + software.home());
    arguments.add("--datadir=" + data);
    arguments.add("--lc-messages-dir=" + software.share());
    arguments.add("--character-sets-dir=" + software.share().resolve("charsets"));
    arguments.add("--character-set-server=utf8mb4");
    arguments.add("--collation-server=utf8mb4_bin");
    if ("root".equals(System.getProperty("user.name"))) {
      // Run by root it refuses to start unless told that this is meant.
      arguments.add("--user=root");
    }
    return arguments;
  }
}
