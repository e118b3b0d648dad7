package tintype.platform.changelog;

import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import tintype.platform.sql.Database;

/** What the server says about its log, in the words of MariaDB, MySQL 8 and MySQL 9. */
final class BinlogServer {
  /** A file of the log and its size in bytes. */
  record LogFile(String name, long bytes) {}

  private final Database database;

  BinlogServer(Database database) {
    this.database = database;
  }

  /**
   * Names of the log's files and places in them are the same on every server, so this says whose
   * they are: the server, where it has an id of its own (MySQL), the database, and when its outbox
   * was made.
   */
  String identity() {
    return database.read(
        handle -> {
          String uuid =
              handle
                  .createQuery("SHOW GLOBAL VARIABLES LIKE 'server_uuid'")
                  .map((row, context) -> row.getString(2))
                  .findOne()
                  .orElse("mariadb");
          String made =
              handle
                  .createQuery(
                      "SELECT CONCAT(table_schema, ' ', UNIX_TIMESTAMP(create_time)) FROM information_schema.tables"
                          + " WHERE table_schema = DATABASE() AND table_name = 'outbox'")
                  .mapTo(String.class)
                  .one();
          return uuid + " " + made;
        });
  }

  BinlogPosition end() {
    return database.read(BinlogServer::end);
  }

  static BinlogPosition end(Handle handle) {
    if (isMariaDb(handle)) {
      return status(handle, "SHOW BINLOG STATUS");
    }
    try {
      return status(handle, "SHOW BINARY LOG STATUS");
    } catch (UnableToExecuteStatementException e) {
      // MySQL before 8.2 knows the old word only, later ones the new one only.
      return status(handle, "SHOW MASTER STATUS");
    }
  }

  static boolean isMariaDb(Handle handle) {
    return handle.createQuery("SELECT VERSION()").mapTo(String.class).one().contains("MariaDB");
  }

  BinlogPosition earliest() {
    return new BinlogPosition(files().getFirst().name(), BinlogPosition.FILE_START);
  }

  /**
   * Makes sure that the log goes on from a position.
   *
   * @throws PositionLostException if the file is gone, or is shorter than that
   */
  void requireKept(StreamId stream, BinlogPosition position) {
    List<LogFile> files = files();
    boolean kept =
        files.stream()
            .anyMatch(
                file -> file.name().equals(position.file()) && position.offset() <= file.bytes());
    if (!kept) {
      LogFile newest = files.getLast();
      throw new PositionLostException(
          stream,
          position.toPosition(),
          files.getFirst().name() + ":4 to " + newest.name() + ":" + newest.bytes());
    }
  }

  /**
   * Makes sure that the log holds rows that can be read here.
   *
   * @throws IllegalStateException naming the setting that is wrong
   */
  void requireReadableRows() {
    database.read(
        handle -> {
          requireSetting(handle, "log_bin", "ON");
          requireSetting(handle, "binlog_format", "ROW");
          requireSetting(handle, "binlog_row_image", "FULL");
          requireSetting(handle, "log_bin_compress", "OFF");
          requireSetting(handle, "binlog_transaction_compression", "OFF");
          return null;
        });
  }

  /** A setting that the server does not know cannot be wrong. */
  private static void requireSetting(Handle handle, String name, String expected) {
    handle
        .createQuery("SHOW GLOBAL VARIABLES LIKE '" + name + "'")
        .map((row, context) -> row.getString(2))
        .findOne()
        .filter(value -> !value.equalsIgnoreCase(expected))
        .ifPresent(
            value -> {
              throw new IllegalStateException(
                  "the database's " + name + ": " + value + " (expected: " + expected + ")");
            });
  }

  private List<LogFile> files() {
    return database.read(
        handle ->
            handle
                .createQuery("SHOW BINARY LOGS")
                .map((row, context) -> new LogFile(row.getString(1), row.getLong(2)))
                .list());
  }

  private static BinlogPosition status(Handle handle, String statement) {
    return handle
        .createQuery(statement)
        .map((row, context) -> new BinlogPosition(row.getString(1), row.getLong(2)))
        .findOne()
        .orElseThrow(() -> new IllegalStateException("the database keeps no binary log"));
  }
}
