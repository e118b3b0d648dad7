package tintype.graph;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Iterator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;

/**
 * Statements over many rows, with their numbers written into the text: with placeholders the server
 * would prepare one for every number of rows. Only numbers and words of this package go into a
 * text.
 */
final class BulkSql {
  /** Rows that one statement names: half a MiB of text at most, and locks that are held briefly. */
  static final int MAX_ROWS = 1_000;

  private static final int DUPLICATE_ENTRY = 1062;

  /** Takes the rows of a query one by one. */
  @FunctionalInterface
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  private BulkSql() {}

  static void query(Handle handle, String sql, RowReader reader) {
    try (Statement statement = handle.getConnection().createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  static void update(Handle handle, String sql) {
    try (Statement statement = handle.getConnection().createStatement()) {
      statement.executeUpdate(sql);
    } catch (SQLException e) {
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /**
   * Runs a plain INSERT. Where one of its keys is taken, the database undoes the statement, not the
   * transaction, and the answer is false.
   */
  static boolean insert(Handle handle, String sql) {
    try (Statement statement = handle.getConnection().createStatement()) {
      statement.executeUpdate(sql);
      return true;
    } catch (SQLException e) {
      if (e.getErrorCode() == DUPLICATE_ENTRY) {
        return false;
      }
      throw new UnableToExecuteStatementException(e, null);
    }
  }

  /** {@code (1, 2, 3)}. */
  static String list(Collection<Long> numbers) {
    StringBuilder text = new StringBuilder(numbers.size() * 20).append('(');
    for (Iterator<Long> i = numbers.iterator(); i.hasNext(); ) {
      text.append(i.next().longValue()).append(i.hasNext() ? "," : "");
    }
    return text.append(')').toString();
  }

  /** {@code ((1, 2), (3, 4))}. */
  static String pairs(Collection<RelationKey> keys) {
    StringBuilder text = new StringBuilder(keys.size() * 44).append('(');
    for (Iterator<RelationKey> i = keys.iterator(); i.hasNext(); ) {
      RelationKey key = i.next();
      text.append('(').append(key.user()).append(',').append(key.other()).append(')');
      text.append(i.hasNext() ? "," : "");
    }
    return text.append(')').toString();
  }
}
