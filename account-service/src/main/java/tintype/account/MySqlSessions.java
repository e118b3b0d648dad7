package tintype.account;

import jakarta.inject.Inject;
import java.util.List;
import org.jdbi.v3.core.Handle;
import tintype.account.v1.SessionEnded;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;

/** {@link SessionStore} in keyspace account. */
final class MySqlSessions implements SessionStore {
  private final Database database;
  private final Outbox outbox;

  @Inject
  MySqlSessions(Database database, Outbox outbox) {
    this.database = database;
    this.outbox = outbox;
  }

  @Override
  public boolean open(Session session) {
    return database.transact(
        handle -> {
          // A suspension locks the same row first, and ends what is open by then.
          if (!mayOpen(handle, session.accountId())) {
            return false;
          }
          insert(handle, session);
          return true;
        });
  }

  private static boolean mayOpen(Handle handle, long accountId) {
    return handle
        .createQuery("SELECT state FROM account WHERE user_id = ? FOR UPDATE")
        .bind(0, accountId)
        .mapTo(Integer.class)
        .findOne()
        .filter(state -> AccountState.ofRow(state) != AccountState.SUSPENDED)
        .isPresent();
  }

  @Override
  public Rotation rotate(
      long accountId,
      long sessionId,
      byte[] oldHash,
      byte[] newHash,
      long nowMicros,
      long expireMicros) {
    return database.transact(
        handle -> {
          int rotated =
              handle.execute(
                  """
                  UPDATE session
                  SET refresh_hash = ?, generation = generation + 1, refresh_micros = ?,
                      expire_micros = ?
                  WHERE user_id = ? AND session_id = ? AND refresh_hash = ?
                    AND end_micros IS NULL AND expire_micros > ?
                  """,
                  newHash,
                  nowMicros,
                  expireMicros,
                  accountId,
                  sessionId,
                  oldHash,
                  nowMicros);
          if (rotated == 1) {
            return Rotation.ROTATED;
          }
          // A spent secret never becomes good again and an ended session never lasts, so what the
          // first update did not match the second may judge without a lock in between.
          return end(handle, accountId, sessionId, nowMicros, nowMicros)
              ? Rotation.REUSED
              : Rotation.GONE;
        });
  }

  @Override
  public void end(long accountId, long sessionId, long nowMicros) {
    database.execute(handle -> end(handle, accountId, sessionId, nowMicros, 0));
  }

  @Override
  public boolean exists(long accountId, long sessionId) {
    return database.read(
        handle ->
            handle
                .createQuery("SELECT session_id FROM session WHERE user_id = ? AND session_id = ?")
                .bind(0, accountId)
                .bind(1, sessionId)
                .mapTo(Long.class)
                .findOne()
                .isPresent());
  }

  @Override
  public int endOthers(long accountId, long keptSessionId, long nowMicros, int limit) {
    return database.transact(
        handle -> {
          List<Long> others =
              handle
                  .createQuery(
                      """
                      SELECT session_id FROM session
                      WHERE user_id = ? AND session_id <> ? AND end_micros IS NULL
                        AND expire_micros > ?
                      ORDER BY session_id LIMIT ? FOR UPDATE
                      """)
                  .bind(0, accountId)
                  .bind(1, keptSessionId)
                  .bind(2, nowMicros)
                  .bind(3, limit)
                  .mapTo(Long.class)
                  .list();
          others.forEach(session -> end(handle, accountId, session, nowMicros, 0));
          return others.size();
        });
  }

  /** In the handle's transaction: ends all of the account's sessions that last; each is news. */
  void endAll(Handle handle, long accountId, long nowMicros) {
    handle
        .createQuery(
            """
            SELECT session_id FROM session
            WHERE user_id = ? AND end_micros IS NULL AND expire_micros > ?
            ORDER BY session_id FOR UPDATE
            """)
        .bind(0, accountId)
        .bind(1, nowMicros)
        .mapTo(Long.class)
        .list()
        .forEach(session -> end(handle, accountId, session, nowMicros, 0));
  }

  @Override
  public List<Lasting> lastingBefore(long accountId, long sessionId, long nowMicros, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT session_id, device, create_micros, refresh_micros, expire_micros
                    FROM session
                    WHERE user_id = ? AND session_id < ? AND end_micros IS NULL
                      AND expire_micros > ?
                    ORDER BY session_id DESC LIMIT ?
                    """)
                .bind(0, accountId)
                .bind(1, sessionId)
                .bind(2, nowMicros)
                .bind(3, limit)
                .map(
                    (row, context) ->
                        new Lasting(
                            row.getLong(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getLong(4),
                            row.getLong(5)))
                .list());
  }

  @Override
  public boolean isFamiliar(long accountId, String device) {
    boolean found =
        database.read(
            handle ->
                handle
                    .createQuery(
                        "SELECT session_id FROM session WHERE user_id = ? AND device = ? LIMIT 1")
                    .bind(0, accountId)
                    .bind(1, device)
                    .mapTo(Long.class)
                    .findOne()
                    .isPresent());
    return found && !device.isEmpty();
  }

  @Override
  public List<Ended> endedAfter(Ended last, int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT end_micros, session_id FROM session
                    WHERE end_micros >= ? AND (end_micros, session_id) > (?, ?)
                    ORDER BY end_micros, session_id LIMIT ?
                    """)
                .bind(0, last.endMicros())
                .bind(1, last.endMicros())
                .bind(2, last.sessionId())
                .bind(3, limit)
                .map((row, context) -> new Ended(row.getLong(1), row.getLong(2)))
                .list());
  }

  /** Adds a session to the handle's transaction. */
  static void insert(Handle handle, Session session) {
    handle.execute(
        """
        INSERT INTO session (user_id, session_id, refresh_hash, generation, device, create_micros,
          refresh_micros, expire_micros, end_micros)
        VALUES (?, ?, ?, 0, ?, ?, ?, ?, NULL)
        """,
        session.accountId(),
        session.sessionId(),
        session.refreshHash(),
        session.device(),
        session.createMicros(),
        session.createMicros(),
        session.expireMicros());
  }

  private boolean end(
      Handle handle, long accountId, long sessionId, long nowMicros, long expiringAfter) {
    int ended =
        handle.execute(
            """
            UPDATE session SET end_micros = ?
            WHERE user_id = ? AND session_id = ? AND end_micros IS NULL AND expire_micros > ?
            """,
            nowMicros,
            accountId,
            sessionId,
            expiringAfter);
    if (ended == 0) {
      return false;
    }
    outbox.append(
        handle,
        accountId,
        SessionEnded.newBuilder().setAccountId(accountId).setSessionId(sessionId).build());
    return true;
  }
}
