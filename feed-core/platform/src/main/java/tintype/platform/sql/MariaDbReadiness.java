package tintype.platform.sql;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Waits for a server that was just started, and says why it did not come up. */
final class MariaDbReadiness {
  /** Recovery after a crash reads the whole redo log. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration NEWS_EVERY = Duration.ofSeconds(10);

  private MariaDbReadiness() {}

  static void await(
      MariaDbProcess process,
      String url,
      String user,
      String password,
      MariaDbFolder folder,
      EmbeddedMariaDb.ProgressListener progress)
      throws IOException {
    long start = System.nanoTime();
    long lastNews = start;
    while (!isReady(url, user, password)) {
      if (!process.isRunning()) {
        throw new EmbeddedDatabaseException(
            "The database in " + folder.path() + " did not start: " + lastError(folder) + ".");
      }
      long now = System.nanoTime();
      if (now - start > PATIENCE.toNanos()) {
        process.stop();
        throw new EmbeddedDatabaseException(
            "The database in "
                + folder.path()
                + " did not answer within "
                + PATIENCE.toMinutes()
                + " minutes; see "
                + folder.log()
                + ".");
      }
      if (now - lastNews > NEWS_EVERY.toNanos()) {
        lastNews = now;
        progress.step("MariaDB is still starting, perhaps recovering from a crash.");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  static boolean isReady(String url, String user, String password) {
    String parameters = "&connectTimeout=1000&socketTimeout=2000";
    try (Connection connection = DriverManager.getConnection(url + parameters, user, password)) {
      return connection.isValid(2);
    } catch (SQLException e) {
      return false;
    }
  }

  /** The first error that the server named in its last run: later ones follow from it. */
  private static String lastError(MariaDbFolder folder) throws IOException {
    List<String> lines = Files.readAllLines(folder.log(), StandardCharsets.ISO_8859_1);
    int lastRun = 0;
    for (int i = 0; i < lines.size(); i++) {
      lastRun = lines.get(i).contains("[Note] Starting MariaDB") ? i : lastRun;
    }
    return lines.subList(lastRun, lines.size()).stream()
        .filter(line -> line.contains("[ERROR]"))
        .map(line -> line.substring(line.indexOf("[ERROR]") + 8))
        .findFirst()
        .orElse("see " + folder.log());
  }
}
