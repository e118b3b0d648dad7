package tintype.platform.changelog;

import java.util.List;

/**
 * What a snapshot copies of one table.
 *
 * @param table its name
 * @param columns their names, in the order in which the handler sees them
 * @param whereOrEmpty comparisons of a column with a value such as {@code state = 0}, joined by
 *     AND, which is what VStream takes too; an empty text for all rows
 * @param handler gets the rows, in no particular order, on the caller's thread
 */
public record TableCopy(
    String table, List<String> columns, String whereOrEmpty, RowHandler handler) {
  /** Takes rows one after the other. */
  @FunctionalInterface
  public interface RowHandler {
    /** The row is valid during the call only. */
    void accept(Row row);
  }

  /** A row; columns count from 0 in the order asked for. */
  public interface Row {
    /** The number, or 0 for NULL. */
    long longAt(int column);

    /** The text, or null for NULL. */
    String stringAt(int column);

    /** The bytes, or null for NULL. */
    byte[] bytesAt(int column);

    boolean isNull(int column);
  }

  public TableCopy {
    requireName(table);
    columns.forEach(TableCopy::requireName);
    columns = List.copyOf(columns);
  }

  private static void requireName(String name) {
    if (!name.matches("[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException("name: " + name + " (expected: a table or column)");
    }
  }
}
