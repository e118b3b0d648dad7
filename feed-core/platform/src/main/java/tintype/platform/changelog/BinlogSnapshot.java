package tintype.platform.changelog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;
import tintype.platform.sql.Database;

/** Copies tables as of one place in the log. */
final class BinlogSnapshot {
  private final Database database;

  BinlogSnapshot(Database database) {
    this.database = database;
  }

  BinlogPosition copy(List<TableCopy> copies) {
    return database.readApart(
        handle -> {
          BinlogPosition position = begin(handle);
          for (TableCopy copy : copies) {
            stream(handle, copy);
          }
          handle.execute("COMMIT");
          return position;
        });
  }

  /**
   * MariaDB takes a snapshot and its place in the log in one step. MySQL has to be held still for a
   * moment, in which no transaction can commit.
   */
  private static BinlogPosition begin(Handle handle) {
    handle.execute("SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    if (BinlogServer.isMariaDb(handle)) {
      handle.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
      return new BinlogPosition(
          status(handle, "binlog_snapshot_file"),
          Long.parseLong(status(handle, "binlog_snapshot_position")));
    }
    handle.execute("FLUSH TABLES WITH READ LOCK");
    try {
      handle.execute("START TRANSACTION WITH CONSISTENT SNAPSHOT");
      return BinlogServer.end(handle);
    } finally {
      handle.execute("UNLOCK TABLES");
    }
  }

  private static String status(Handle handle, String name) {
    return handle
        .createQuery("SHOW STATUS LIKE '" + name + "'")
        .map((row, context) -> row.getString(2))
        .one();
  }

  private static void stream(Handle handle, TableCopy copy) {
    String where = copy.whereOrEmpty().isEmpty() ? "" : " WHERE " + copy.whereOrEmpty();
    handle
        .createQuery(
            "SELECT " + String.join(", ", copy.columns()) + " FROM " + copy.table() + where)
        // The driver's sign for handing rows on as they come instead of keeping them all.
        .setFetchSize(Integer.MIN_VALUE)
        .scanResultSet((rows, context) -> handOn(rows.get(), copy));
  }

  private static Void handOn(ResultSet rows, TableCopy copy) throws SQLException {
    CurrentRow row = new CurrentRow(rows);
    while (rows.next()) {
      copy.handler().accept(row);
    }
    return null;
  }

  private record CurrentRow(ResultSet rows) implements TableCopy.Row {
    private interface Getter<T> {
      T get() throws SQLException;
    }

    @Override
    public long longAt(int column) {
      return get(() -> rows.getLong(column + 1));
    }

    @Override
    public String stringAt(int column) {
      return get(() -> rows.getString(column + 1));
    }

    @Override
    public byte[] bytesAt(int column) {
      return get(() -> rows.getBytes(column + 1));
    }

    @Override
    public boolean isNull(int column) {
      return get(() -> rows.getObject(column + 1)) == null;
    }

    private static <T> T get(Getter<T> getter) {
      try {
        return getter.get();
      } catch (SQLException e) {
        throw new IllegalStateException("a snapshot's row cannot be read", e);
      }
    }
  }
}
