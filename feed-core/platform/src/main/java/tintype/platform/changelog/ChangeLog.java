package tintype.platform.changelog;

import java.util.List;
import java.util.Map;
import tintype.platform.sql.DatabaseUnavailableException;

/**
 * The log of one keyspace: who committed what, in commit order within each stream.
 *
 * <p>Methods that ask the database throw {@link DatabaseUnavailableException} when it is not there.
 */
public interface ChangeLog extends AutoCloseable {
  /**
   * Which log it is. A position that was kept elsewhere means something only where this is still
   * the same: another server, or tables that were brought back from a copy, answer another one. Not
   * noticed is a server whose log was reset in place, or whose whole folder was put back: what was
   * derived from it has to be deleted by hand then.
   */
  String identity();

  /** The keyspace's streams. */
  List<StreamId> streams();

  /** The ends of all streams: whatever was committed before this call lies before them. */
  Map<StreamId, Position> end();

  /**
   * Where every row of the outbox that is still kept lies after. A consumer whose effects bear
   * repeating can begin here within the outbox's 48 hours; later it needs a {@link #snapshot}.
   */
  Map<StreamId, Position> earliest();

  /** Whether one position of a stream is the other or a later one. */
  boolean isAtOrAfter(Position position, Position other);

  /**
   * Copies tables and answers positions: tailing from there misses nothing. Each table of each
   * stream's shard is copied as it is at one moment, so of one table it repeats nothing either. Of
   * several tables those after the first may be of later moments, where the keyspace is a cluster;
   * news of what a copy has brought already may come again then. Blocks until all rows were handed
   * over.
   *
   * @param copies conditions are comparisons of a column with a value, joined by AND
   */
  Map<StreamId, Position> snapshot(List<TableCopy> copies);

  /**
   * Hands on what is committed after the positions, for ever: a lost connection is made again.
   *
   * @param consumerName for thread names, logs and the metric {@code changelog.lag.seconds}
   * @param from where each of the streams begins that are to be tailed
   */
  Subscription tail(String consumerName, Map<StreamId, Position> from, ChangeConsumer consumer);

  /** Gives its connections back; subscriptions are to be closed before. */
  @Override
  default void close() {}
}
