package tintype.platform.changelog;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;
import tintype.platform.sql.Database;

/** The row-based binary log of one MySQL or MariaDB server. */
public final class BinlogChangeLog implements ChangeLog {
  public BinlogChangeLog(Database database, MeterRegistry meters) {
    throw new UnsupportedOperationException("soon");
  }

  @Override
  public List<StreamId> streams() {
    throw new UnsupportedOperationException("soon");
  }

  @Override
  public Map<StreamId, Position> end() {
    throw new UnsupportedOperationException("soon");
  }

  @Override
  public Map<StreamId, Position> earliest() {
    throw new UnsupportedOperationException("soon");
  }

  @Override
  public boolean isAtOrAfter(Position position, Position other) {
    throw new UnsupportedOperationException("soon");
  }

  @Override
  public Map<StreamId, Position> snapshot(List<TableCopy> copies) {
    throw new UnsupportedOperationException("soon");
  }

  @Override
  public Subscription tail(
      String consumerName, Map<StreamId, Position> from, ChangeConsumer consumer) {
    throw new UnsupportedOperationException("soon");
  }
}
