package tintype.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;
import tintype.platform.sql.Database;

/** What the parts of {@link ChangeLogContract} are tried on, and what they do to it. */
public interface ChangeLogFixture {
  /** How long anything may take that ought to happen at once. */
  Duration SOON = Duration.ofSeconds(20);

  /** The owner of all rows here, so that they are in one shard and their order is defined. */
  long OWNER = 7;

  int ROWS_A_STATEMENT = 500;

  ChangeLog changeLog();

  /** The database that the log tells of. */
  Database database();

  /** Another keyspace's log, of another database. */
  ChangeLog otherChangeLog();

  Database otherDatabase();

  /** Stops what clients connect to and starts it again; connections to it break. */
  void restartDatabase();

  /** A position that this log never had. */
  Position positionOfAnotherLog();

  /** Where the logs' metrics are. */
  MeterRegistry meters();

  /** What the metric {@code changelog.lag.seconds} calls the parts of the log. */
  Set<String> lagStreams();

  /** An id that no test has used. */
  long newId();

  /** The stream of all rows here. */
  default StreamId stream() {
    return changeLog().streams().getFirst();
  }

  default Subscription tailFromEnd(ChangeConsumer consumer) {
    return changeLog().tail("contract", changeLog().end(), consumer);
  }

  default void awaitEnd(Subscription tail) {
    await(tail, changeLog().end());
  }

  static void await(Subscription tail, Map<StreamId, Position> end) {
    end.forEach(
        (stream, position) -> {
          try {
            assertThat(tail.awaitPosition(stream, position, SOON)).isTrue();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  /** A fact and its news in one transaction. */
  default void commitFact(long id) {
    database()
        .<RuntimeException>execute(
            handle -> {
              insertFact(handle, id);
              insert(handle, id);
            });
  }

  default boolean hasFact(long id) {
    return database()
        .read(
            handle ->
                handle
                    .createQuery(
                        "SELECT result_id FROM request WHERE user_id = ? AND request_id = ?")
                    .bind(0, OWNER)
                    .bind(1, Long.toString(id))
                    .mapTo(Long.class)
                    .findOne()
                    .isPresent());
  }

  static void commitInserts(Database database, long... ids) {
    database.<RuntimeException>execute(
        handle -> {
          for (long id : ids) {
            insert(handle, id);
          }
        });
  }

  /** One transaction of few statements, for a cluster ends those that take longer than 20 s. */
  static void commitInBulk(Database database, long... ids) {
    database.<RuntimeException>execute(
        handle -> {
          for (int from = 0; from < ids.length; from += ROWS_A_STATEMENT) {
            int rows = Math.min(ROWS_A_STATEMENT, ids.length - from);
            Object[] values = new Object[3 * rows];
            for (int row = 0; row < rows; row++) {
              values[3 * row] = ids[from + row];
              values[3 * row + 1] = OWNER;
              values[3 * row + 2] = payload(ids[from + row]);
            }
            handle.execute(
                "INSERT INTO outbox (id, user_id, kind, payload) VALUES "
                    + String.join(", ", Collections.nCopies(rows, "(?, ?, 'Tested', ?)")),
                values);
          }
        });
  }

  static void insert(Handle handle, long id) {
    handle.execute(
        "INSERT INTO outbox (id, user_id, kind, payload) VALUES (?, ?, 'Tested', ?)",
        id,
        OWNER,
        payload(id));
  }

  static void insertFact(Handle handle, long id) {
    handle.execute(
        "INSERT INTO request (user_id, request_id, fingerprint, result_id, create_micros)"
            + " VALUES (?, ?, '', ?, 0)",
        OWNER,
        Long.toString(id),
        id);
  }

  static byte[] payload(long id) {
    return ("payload of " + id).getBytes(StandardCharsets.UTF_8);
  }
}
