package tintype.platform.changelog;

import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.TableMapEventData;
import com.github.shyiko.mysql.binlog.event.deserialization.AbstractRowsEventDataDeserializer;
import com.github.shyiko.mysql.binlog.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows inserted into the outbox by one event of the log, in the columns' order of the schema. */
record OutboxRows(List<Serializable[]> rows) implements EventData {
  static final int ID = 0;
  static final int USER_ID = 1;
  static final int KIND = 2;
  static final int PAYLOAD = 3;

  /** Rows from before the schema's version that has it end before it. */
  static final int REQUEST_ID = 4;

  private static final String TABLE = "outbox";

  /**
   * Which table ids of the log mean the outbox. A server shares its log between all its databases,
   * so other tables are forgotten at once and their rows are skipped unread.
   */
  static final class Tables extends HashMap<Long, TableMapEventData> {
    private final transient String database;

    Tables(String database) {
      this.database = database;
    }

    @Override
    public TableMapEventData put(Long tableId, TableMapEventData table) {
      boolean outbox = table.getTable().equals(TABLE) && table.getDatabase().equals(database);
      return outbox ? super.put(tableId, table) : remove(tableId);
    }
  }

  /** Reads an event's rows if they are the outbox's; answers null for every other table. */
  static final class Deserializer extends AbstractRowsEventDataDeserializer<OutboxRows> {
    private static final int TABLE_ID_BYTES = 6;
    private static final int FLAGS_BYTES = 2;
    private static final int EXTRA_LENGTH_BYTES = 2;

    private final Map<Long, TableMapEventData> tables;
    private final boolean mayHaveExtra;

    Deserializer(Map<Long, TableMapEventData> tables, boolean mayHaveExtra) {
      super(tables);
      this.tables = tables;
      this.mayHaveExtra = mayHaveExtra;
    }

    @Override
    public OutboxRows deserialize(ByteArrayInputStream in) throws IOException {
      long tableId = in.readLong(TABLE_ID_BYTES);
      if (!tables.containsKey(tableId)) {
        return null;
      }
      in.skipNBytes(FLAGS_BYTES);
      if (mayHaveExtra) {
        in.skipNBytes(in.readInteger(EXTRA_LENGTH_BYTES) - EXTRA_LENGTH_BYTES);
      }
      int columnCount = in.readPackedInteger();
      BitSet included = in.readBitSet(columnCount, true);
      List<Serializable[]> rows = new ArrayList<>();
      while (in.available() > 0) {
        rows.add(deserializeRow(tableId, included, in));
      }
      return new OutboxRows(rows);
    }
  }
}
