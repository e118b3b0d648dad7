package tintype.allinone;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import tintype.platform.config.Config;

/** What a newcomer reads once everything runs. */
final class Welcome {
  private static final long POLL_NANOS = Duration.ofMillis(50).toNanos();

  private Welcome() {}

  static void print(AllInOne all, Config config, long millis, PrintStream out) {
    Map<String, Integer> ports = all.ports();
    Path folder = config.bind("", AllInOneConfig.defaults()).dataDir().toAbsolutePath().normalize();
    out.printf(
        """

        Tintype runs (answering after %.1f s). Data is in %s.
          edge      http://127.0.0.1:%d
          admin     http://127.0.0.1:%d/health and /metrics
          gRPC      account %d, graph %d, media %d, feed %d
        Try:
          curl -s http://127.0.0.1:%d/v1/accounts -H 'content-type: application/json' \\
            -d '{"username": "ana", "password": "correct horse", "email": "ana@example.com"}'
        Ctrl-C stops it.
        """,
        millis / 1000.0,
        folder,
        ports.get("http-port"),
        ports.get("admin-port"),
        ports.get("account-port"),
        ports.get("graph-port"),
        ports.get("media-port"),
        ports.get("feed-port"),
        ports.get("http-port"));
    out.flush();
  }

  /** Waits until background work has caught up, telling what it waits for. */
  static void awaitReady(AllInOne all, PrintStream out) {
    WaitingLines lines = new WaitingLines(System::nanoTime);
    for (Map<String, String> waiting = all.notReady();
        !waiting.isEmpty();
        waiting = all.notReady()) {
      lines.of(waiting).forEach(out::println);
      LockSupport.parkNanos(POLL_NANOS);
    }
  }
}
