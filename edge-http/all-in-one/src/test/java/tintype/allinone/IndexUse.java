package tintype.allinone;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tintype.platform.sql.DatabaseConfig;

/**
 * Which index MySQL uses for a statement, on a shard whose tables hold {@value #ROWS} rows each: in
 * an empty table every plan looks the same.
 */
final class IndexUse implements AutoCloseable {
  private static final int ROWS = 2_000;
  private static final Pattern VALUE =
      Pattern.compile(
          "(?:`?(\\w+)`? (?:=|<|>|<=|>=|!=|in) )?(::?)[A-Za-z_]\\w*(?: /\\* ([A-Z0-9_]+)[^*]* \\*/)?");

  /** Values in a list, of which the first is told apart: all are of its type. */
  private static final Pattern LIST =
      Pattern.compile(
          " in \\((:[A-Za-z_]\\w*(?: /\\* [^*]* \\*/)?)(?:, :[A-Za-z_]\\w*(?: /\\* [^*]* \\*/)?)*\\)");

  /** How one table of a statement is read. */
  record Access(String table, String type, String key, String extra) {
    /**
     * A search in an index; or the first rows in its order; or a key that was looked up already
     * while the plan was made.
     */
    boolean isByIndex(boolean limited) {
      boolean whole = type.equals("index") && !(limited && !extra.contains("filesort"));
      return table.isEmpty() || (!key.isEmpty() && !whole && !type.equals("ALL"));
    }

    @Override
    public String toString() {
      return table.isEmpty() ? extra : table + " by " + (key.isEmpty() ? "NO INDEX" : key);
    }
  }

  private final Connection shard;
  private final Map<String, Map<String, String>> tables = new TreeMap<>();

  /** What MySQL works out itself, as {@code table.column}. */
  private final Set<String> generated = new HashSet<>();

  /**
   * @param database a keyspace by vtgate's MySQL port
   * @param name of one of its shards
   */
  IndexUse(DatabaseConfig database, String name) throws SQLException {
    String url = database.jdbcUrl().replaceFirst("\\?", ":" + name + "?");
    shard = DriverManager.getConnection(url, database.user(), database.password());
    for (String[] column :
        query(
            "SELECT table_name, column_name, data_type, extra FROM information_schema.columns"
                + " WHERE table_schema = DATABASE() AND table_name <> 'schema_version'"
                + " ORDER BY table_name, ordinal_position")) {
      tables.computeIfAbsent(column[0], table -> new HashMap<>()).put(column[1], column[2]);
      if (column[3].contains(" GENERATED")) {
        generated.add(column[0] + "." + column[1]);
      }
    }
  }

  /** Fills every table. */
  void fill() throws SQLException {
    for (Map.Entry<String, Map<String, String>> table : tables.entrySet()) {
      List<String> columns = new ArrayList<>(table.getValue().keySet());
      columns.removeIf(column -> generated.contains(table.getKey() + "." + column));
      List<String> rows = new ArrayList<>();
      for (int row = 1; row <= ROWS; row++) {
        List<String> values = new ArrayList<>();
        for (String column : columns) {
          values.add(value(table.getValue().get(column), row));
        }
        rows.add("(" + String.join(", ", values) + ")");
      }
      execute(
          "INSERT INTO "
              + table.getKey()
              + " ("
              + String.join(", ", columns)
              + ") VALUES "
              + String.join(", ", rows));
      execute("ANALYZE TABLE " + table.getKey());
    }
  }

  /** Takes the rows away again. */
  void empty() throws SQLException {
    for (String table : tables.keySet()) {
      try (Statement statement = shard.createStatement()) {
        // As many as a vttablet lets a statement have.
        while (statement.executeUpdate("DELETE FROM " + table + " LIMIT 10000") > 0) {}
      }
    }
  }

  /** How a statement's tables are read. */
  List<Access> of(QueryPlan plan) throws SQLException {
    List<Access> accesses = new ArrayList<>();
    for (String[] row : query("EXPLAIN FORMAT = TRADITIONAL " + withValues(plan.statement()))) {
      accesses.add(new Access(row[2], row[4], row[6], row[11]));
    }
    return accesses;
  }

  @Override
  public void close() throws SQLException {
    shard.close();
  }

  private String withValues(String statement) {
    return VALUE
        .matcher(LIST.matcher(statement).replaceAll(" in :$1"))
        .replaceAll(
            found -> {
              String one = value(typeOf(found.group(1), found.group(3)), 1);
              String all = found.group(2).equals("::") ? "(" + one + ")" : one;
              int values = found.group().indexOf(':');
              return Matcher.quoteReplacement(found.group().substring(0, values) + all);
            });
  }

  /** By what vtgate has noted, else by the column that it is compared with. */
  private String typeOf(String columnOrNull, String notedOrNull) {
    if (notedOrNull != null) {
      return notedOrNull.startsWith("INT") || notedOrNull.equals("DECIMAL")
          ? "bigint"
          : notedOrNull.startsWith("VARCHAR") ? "varchar" : "varbinary";
    }
    return tables.values().stream()
        .map(columns -> columns.get(columnOrNull))
        .filter(type -> type != null)
        .findFirst()
        .orElse("bigint");
  }

  private static String value(String type, int row) {
    return switch (type) {
      case "tinyint" -> Integer.toString(row % 3);
      case "date" -> "'2000-01-01'";
      case "varchar", "char", "mediumtext", "text" -> "'" + row + "'";
      case "varbinary", "mediumblob", "blob" -> "x'" + String.format("%08x", row) + "'";
      default -> Integer.toString(row);
    };
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = shard.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String[]> query(String sql) throws SQLException {
    try (Statement statement = shard.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String[]> all = new ArrayList<>();
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        String[] row = new String[columns];
        for (int i = 0; i < columns; i++) {
          row[i] = rows.getString(i + 1) == null ? "" : rows.getString(i + 1);
        }
        all.add(row);
      }
      return all;
    }
  }
}
