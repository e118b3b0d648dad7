package tintype.platform.changelog;

import static tintype.platform.sql.DatabaseTime.NOW_MICROS;

import java.time.Duration;
import java.util.Optional;
import tintype.platform.sql.Database;
import tintype.platform.sql.DuplicateKeyException;

/** Statements of the table {@code changelog_position}; each is about one row. */
final class PositionStore {
  /** A row as its new holder finds it; the position is null before the first was saved. */
  record Taken(long epoch, Position position) {}

  private record Found(long epoch, String position, String holder, boolean free) {}

  private final Database database;

  PositionStore(Database database) {
    this.database = database;
  }

  /** Takes the lease if it is free, has lapsed, or was this holder's, and begins a new epoch. */
  Optional<Taken> take(String consumer, StreamId stream, String holder, Duration term) {
    Optional<Found> found = find(consumer, stream);
    if (found.isEmpty()) {
      return insert(consumer, stream, holder, term);
    }
    Found row = found.get();
    if (!row.free() && !row.holder().equals(holder)) {
      return Optional.empty();
    }
    int rows =
        update(
            "UPDATE changelog_position SET epoch = epoch + 1, holder = ?, lease_until_micros = "
                + NOW_MICROS
                + " + ? WHERE consumer = ? AND stream = ? AND epoch = ?",
            holder,
            micros(term),
            consumer,
            stream.toString(),
            row.epoch());
    return rows == 1
        ? Optional.of(
            new Taken(
                row.epoch() + 1, row.position() == null ? null : new Position(row.position())))
        : Optional.empty();
  }

  /** Prolongs the lease; false if the epoch is over. */
  boolean renew(String consumer, StreamId stream, long epoch, Duration term) {
    return update(
            "UPDATE changelog_position SET lease_until_micros = "
                + NOW_MICROS
                + " + ? WHERE consumer = ? AND stream = ? AND epoch = ?",
            micros(term),
            consumer,
            stream.toString(),
            epoch)
        == 1;
  }

  /** Saves the position and prolongs the lease; false if the epoch is over. */
  boolean save(String consumer, StreamId stream, long epoch, Position position, Duration term) {
    return update(
            "UPDATE changelog_position SET log_position = ?, lease_until_micros = "
                + NOW_MICROS
                + " + ? WHERE consumer = ? AND stream = ? AND epoch = ?",
            position.token(),
            micros(term),
            consumer,
            stream.toString(),
            epoch)
        == 1;
  }

  /** Lets the next one take the lease at once. */
  void release(String consumer, StreamId stream, long epoch) {
    update(
        "UPDATE changelog_position SET lease_until_micros = 0"
            + " WHERE consumer = ? AND stream = ? AND epoch = ?",
        consumer,
        stream.toString(),
        epoch);
  }

  /** What was saved last, by whoever. */
  Optional<Position> position(String consumer, StreamId stream) {
    return find(consumer, stream).map(Found::position).map(Position::new);
  }

  private Optional<Found> find(String consumer, StreamId stream) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "SELECT epoch, log_position, holder, lease_until_micros < "
                        + NOW_MICROS
                        + " FROM changelog_position WHERE consumer = ? AND stream = ?")
                .bind(0, consumer)
                .bind(1, stream.toString())
                .map(
                    (row, context) ->
                        new Found(
                            row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(4)))
                .findOne());
  }

  private Optional<Taken> insert(String consumer, StreamId stream, String holder, Duration term) {
    try {
      update(
          "INSERT INTO changelog_position"
              + " (consumer, stream, log_position, epoch, holder, lease_until_micros)"
              + " VALUES (?, ?, NULL, 1, ?, "
              + NOW_MICROS
              + " + ?)",
          consumer,
          stream.toString(),
          holder,
          micros(term));
      return Optional.of(new Taken(1, null));
    } catch (DuplicateKeyException e) {
      return Optional.empty();
    }
  }

  private int update(String sql, Object... parameters) {
    return database.<Integer, RuntimeException>transact(handle -> handle.execute(sql, parameters));
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
