package tintype.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.platform.changelog.BinlogChangeLog;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.sql.Database;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Migrations;

/** The contract on a plain server of its own, which it restarts. */
@OnPlainServers
final class BinlogChangeLogIT implements ChangeLogContract {
  private static final AtomicLong ids = new AtomicLong(1);
  private static final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @TempDir static Path folder;
  private static PrivateServer server;
  private static Database graph;
  private static Database media;

  @BeforeAll
  static void startServer() {
    server = PrivateServer.start(folder);
    graph = open(Keyspace.GRAPH);
    media = open(Keyspace.MEDIA);
  }

  @AfterAll
  static void stopServer() {
    graph.close();
    media.close();
    server.close();
  }

  @Test
  void itsIdentityOutlivesARestart() {
    String identity = changeLog().identity();
    restartDatabase();
    Eventually.awaitPass(
        Duration.ofSeconds(20), () -> assertThat(changeLog().identity()).isEqualTo(identity));
  }

  @Test
  void tablesThatAreMadeAnewAreAnotherLog() {
    try (Database account = open(Keyspace.ACCOUNT)) {
      ChangeLog log = new BinlogChangeLog(account, meters);
      String identity = log.identity();
      Eventually.await(
          Duration.ofSeconds(20),
          () -> {
            account.<RuntimeException>execute(
                handle -> {
                  handle.execute("CREATE TABLE outbox2 LIKE outbox");
                  handle.execute("DROP TABLE outbox");
                  handle.execute("RENAME TABLE outbox2 TO outbox");
                });
            return !log.identity().equals(identity);
          });
    }
  }

  @Override
  public ChangeLog changeLog() {
    return new BinlogChangeLog(graph, meters);
  }

  @Override
  public Database database() {
    return graph;
  }

  @Override
  public ChangeLog otherChangeLog() {
    return new BinlogChangeLog(media, meters);
  }

  @Override
  public Database otherDatabase() {
    return media;
  }

  @Override
  public void restartDatabase() {
    server.close();
    server = PrivateServer.start(folder);
  }

  @Override
  public Position positionOfAnotherLog() {
    return new Position("binlog.000001:999999999999");
  }

  @Override
  public MeterRegistry meters() {
    return meters;
  }

  @Override
  public Set<String> lagStreams() {
    return Set.of("graph/0");
  }

  @Override
  public long newId() {
    return ids.getAndIncrement();
  }

  private static Database open(Keyspace keyspace) {
    DatabaseConfig config = server.database(keyspace);
    Migrations.apply(config, keyspace);
    return Database.open(keyspace, config, new SimpleMeterRegistry());
  }
}
