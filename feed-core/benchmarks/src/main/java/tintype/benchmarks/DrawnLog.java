package tintype.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;
import tintype.platform.changelog.TableCopy;
import tintype.platform.sql.Keyspace;

/** A keyspace of one table, made of a drawn network, in which nothing happens any more. */
final class DrawnLog implements ChangeLog {
  private static final Position END = new Position("end");

  private final StreamId stream;
  private final Consumer<DrawnRow> rows;

  /**
   * @param rows puts one row after the other
   */
  private DrawnLog(Keyspace keyspace, Consumer<DrawnRow> rows) {
    this.stream = new StreamId(keyspace, "0");
    this.rows = rows;
  }

  static DrawnLog accounts(Network network) {
    return new DrawnLog(
        Keyspace.ACCOUNT,
        row -> {
          for (int account = 0; account < network.accounts(); account++) {
            row.put(Network.accountId(account), 0);
          }
        });
  }

  static DrawnLog follows(Network network) {
    return new DrawnLog(
        Keyspace.GRAPH,
        row -> {
          for (int reader = 0; reader < network.readers(); reader++) {
            for (int followee : network.followees(reader)) {
              row.put(Network.accountId(reader), Network.accountId(followee));
            }
          }
        });
  }

  static DrawnLog posts(Network network) {
    return new DrawnLog(
        Keyspace.MEDIA,
        row -> network.forEachPost((author, post) -> row.put(Network.accountId(author), post)));
  }

  @Override
  public String identity() {
    return "drawn";
  }

  @Override
  public List<StreamId> streams() {
    return List.of(stream);
  }

  @Override
  public Map<StreamId, Position> end() {
    return Map.of(stream, END);
  }

  @Override
  public Map<StreamId, Position> earliest() {
    return end();
  }

  @Override
  public boolean isAtOrAfter(Position position, Position other) {
    return true;
  }

  @Override
  public Map<StreamId, Position> snapshot(List<TableCopy> copies) {
    copies.forEach(copy -> rows.accept(new DrawnRow(copy.handler())));
    return end();
  }

  @Override
  public Subscription tail(
      String consumerName, Map<StreamId, Position> from, ChangeConsumer consumer) {
    return new Quiet();
  }

  /** A row of two numbers; all else that a copy of the feed's asks of it is 0: nobody is muted. */
  private static final class DrawnRow implements TableCopy.Row {
    private final TableCopy.RowHandler handler;
    private final long[] values = new long[2];

    DrawnRow(TableCopy.RowHandler handler) {
      this.handler = handler;
    }

    void put(long first, long second) {
      values[0] = first;
      values[1] = second;
      handler.accept(this);
    }

    @Override
    public long longAt(int column) {
      return column < values.length ? values[column] : 0;
    }

    @Override
    public String stringAt(int column) {
      throw new UnsupportedOperationException("numbers only");
    }

    @Override
    public byte[] bytesAt(int column) {
      throw new UnsupportedOperationException("numbers only");
    }

    @Override
    public boolean isNull(int column) {
      return false;
    }
  }

  /** Of a log at whose end everybody is. */
  private record Quiet() implements Subscription {
    @Override
    public Duration lag() {
      return Duration.ZERO;
    }

    @Override
    public String trouble() {
      return "";
    }

    @Override
    public Position position(StreamId stream) {
      return END;
    }

    @Override
    public boolean awaitPosition(StreamId stream, Position position, Duration timeout) {
      return true;
    }

    @Override
    public boolean isLost(StreamId stream) {
      return false;
    }

    @Override
    public void close() {
      // Nothing runs.
    }
  }
}
