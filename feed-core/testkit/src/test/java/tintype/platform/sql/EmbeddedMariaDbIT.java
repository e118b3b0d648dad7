package tintype.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.testkit.Eventually;
import tintype.testkit.TestDatabase;

final class EmbeddedMariaDbIT {
  /** Holds one database for all tests that leave it intact: making one takes the longest. */
  @TempDir static Path shared;

  @TempDir Path empty;

  private Path folder = shared;
  private final List<String> steps = new ArrayList<>();
  private EmbeddedMariaDb server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void dataSurvivesAStop() throws SQLException {
    start();
    note("kept");
    server.close();

    start();
    assertThat(noted()).isEqualTo("kept");
  }

  @Test
  void aCommitIsForcedToDiskAndIntoTheLog() throws SQLException {
    start();
    assertThat(ask("SELECT @@sync_binlog")).isEqualTo("1");
    assertThat(ask("SELECT @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
    assertThat(ask("SELECT CONCAT(@@log_bin, @@binlog_format, @@binlog_row_image)"))
        .isEqualTo("ONROWFULL");
    assertThat(Long.parseLong(ask("SELECT @@binlog_expire_logs_seconds")))
        .isGreaterThan(Sweeper.KEPT.toSeconds());
    assertThat(ask("SELECT @@bind_address")).isEqualTo("127.0.0.1");
    assertThat(ask("SELECT @@collation_database")).isEqualTo("utf8mb4_bin");
  }

  @Test
  void nobodyGetsInWithoutThePassword() throws IOException {
    start();
    String url = server.database(Keyspace.GRAPH).jdbcUrl();
    assertThatThrownBy(() -> DriverManager.getConnection(url, "root", "").close())
        .hasMessageContaining("Access denied");
    Path password = folder.resolve("root-password");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(password)))
        .isEqualTo("rw-------");
  }

  @Test
  void aServerThatAKilledProgramLeftIsGoneOnWith() throws Exception {
    long left = startInAProgramThatIsKilled();
    assertThat(ProcessHandle.of(left)).isPresent();

    start();
    assertThat(server.pid()).isEqualTo(left);
    assertThat(noted()).isEqualTo("by the killed program");
    assertThat(steps)
        .containsExactly(
            "Went on with the MariaDB that an earlier run had left running (process "
                + left
                + ").");
  }

  @Test
  void aServerLeftWithOtherSettingsIsStopped() throws SQLException {
    start();
    note("kept");
    long left = server.pid();
    server.detach();

    EmbeddedMariaDb.Config same = TestDatabase.privateServer(folder);
    start(new EmbeddedMariaDb.Config(folder, 0, 40L << 20, same.software(), true));
    assertThat(server.pid()).isNotEqualTo(left);
    assertThat(noted()).isEqualTo("kept");
    assertThat(steps)
        .contains(
            "Stopped the MariaDB that an earlier run had left running (process " + left + ").");
  }

  @Test
  void aKilledServerRecovers() throws SQLException {
    start();
    note("kept");
    long killed = server.pid();
    ProcessHandle.of(killed).orElseThrow().destroyForcibly();
    Eventually.await(
        Duration.ofSeconds(10),
        () -> ProcessHandle.of(killed).filter(ProcessHandle::isAlive).isEmpty());
    server.close();

    start();
    assertThat(noted()).isEqualTo("kept");
  }

  @Test
  void aFolderInUseIsRefused() {
    start();
    assertThatThrownBy(() -> EmbeddedMariaDb.start(TestDatabase.privateServer(folder), steps::add))
        .isInstanceOf(EmbeddedDatabaseException.class)
        .hasMessage(
            "The database folder "
                + folder
                + " is in use by another running program:"
                + " stop that one, or choose another folder.");
  }

  @Test
  void aPortInUseIsRefused() throws IOException {
    folder = empty;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      EmbeddedMariaDb.Config same = TestDatabase.privateServer(folder);
      EmbeddedMariaDb.Config config =
          new EmbeddedMariaDb.Config(folder, port, same.bufferPoolBytes(), same.software(), true);
      assertThatThrownBy(() -> EmbeddedMariaDb.start(config, steps::add))
          .isInstanceOf(EmbeddedDatabaseException.class)
          .hasMessage(
              "Port "
                  + port
                  + " on 127.0.0.1, meant for the database, is in use:"
                  + " stop what uses it, or choose another port.");
    }
  }

  @Test
  void dataOfAnotherSeriesIsLeftAlone() throws IOException {
    folder = empty;
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.writeString(data.resolve("mariadb_upgrade_info"), "10.6.12-MariaDB");

    assertThatThrownBy(() -> EmbeddedMariaDb.start(TestDatabase.privateServer(folder), steps::add))
        .isInstanceOf(EmbeddedDatabaseException.class)
        .hasMessage(
            "The data in "
                + data
                + " was written by MariaDB 10.6.12, and this program brings"
                + " 11.4.5: start the program that wrote it, or choose another folder.");
    assertThat(data.toFile().list()).containsExactly("mariadb_upgrade_info");
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    folder = empty;
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> EmbeddedMariaDb.start(TestDatabase.privateServer(file), steps::add))
        .isInstanceOf(EmbeddedDatabaseException.class)
        .hasMessageStartingWith("The database folder " + file + " cannot be written: ");
  }

  @Test
  void aServerThatDoesNotComeUpSaysWhy() throws IOException, SQLException {
    folder = empty;
    start();
    server.close();
    Files.writeString(folder.resolve("data/ibdata1"), "not a tablespace");
    assertThatThrownBy(this::start)
        .isInstanceOf(EmbeddedDatabaseException.class)
        .hasMessageStartingWith("The database in " + folder + " did not start: InnoDB: ");
  }

  /** Run in a JVM of its own: starts a server, writes, and dies like one that is killed. */
  public static void main(String[] arguments) throws SQLException {
    EmbeddedMariaDbIT test = new EmbeddedMariaDbIT();
    test.folder = Path.of(arguments[0]);
    test.start();
    test.note("by the killed program");
    Runtime.getRuntime().halt(137);
  }

  private long startInAProgramThatIsKilled() throws IOException, InterruptedException {
    Process program =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                EmbeddedMariaDbIT.class.getName(),
                folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(program.exitValue()).isEqualTo(137);
    return Long.parseLong(Files.readString(folder.resolve("mariadbd.pid")).strip());
  }

  private void start() {
    start(TestDatabase.privateServer(folder));
  }

  private void start(EmbeddedMariaDb.Config config) {
    steps.clear();
    server = EmbeddedMariaDb.start(config, steps::add);
  }

  private void note(String text) throws SQLException {
    execute("CREATE OR REPLACE TABLE note (text VARCHAR(100))");
    execute("INSERT INTO note VALUES ('" + text + "')");
  }

  private String noted() throws SQLException {
    return ask("SELECT text FROM note");
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getString(1);
    }
  }

  private Connection connect() throws SQLException {
    DatabaseConfig config = server.database(Keyspace.GRAPH);
    return DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
  }
}
