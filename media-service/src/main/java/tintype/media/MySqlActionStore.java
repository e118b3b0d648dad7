package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import tintype.platform.sql.Database;

/** {@link ActionStore} in MySQL, in the shard of each queue. */
final class MySqlActionStore implements ActionStore {
  private static final Comparator<ActionRow> BY_ID =
      Comparator.comparingLong(row -> row.ref().id());

  private static final Comparator<Pending> BY_TRY =
      Comparator.comparingLong(Pending::tryMicros).thenComparing(Pending::row, BY_ID);

  private static final String NEWEST =
      """
      SELECT queue_id, action_id, kind, staff_id, case_id, target_kind, target_id, target_owner,
             target_account, note, detail, create_micros
      FROM moderation_action WHERE queue_id = ? AND action_id < ?
        AND (case_id = 0 OR %s <> ?)
      ORDER BY action_id DESC LIMIT ?
      """
          .formatted(Reported.ACCOUNT);

  private static final String PENDING =
      """
      SELECT queue_id, action_id, kind, staff_id, case_id, target_kind, target_id, target_owner,
             target_account, note, detail, create_micros, try_micros
      FROM moderation_action FORCE INDEX (action_pending) WHERE queue_id = ? AND pending = ?
      ORDER BY try_micros, action_id LIMIT ?
      """;

  private final Database database;

  @Inject
  MySqlActionStore(Database database) {
    this.database = database;
  }

  @Override
  public List<ActionRow> before(long id, long reader, int limit) {
    List<ActionRow> rows =
        ofAllQueues(NEWEST, (row, context) -> ActionRow.of(row), id, reader, limit);
    rows.sort(BY_ID.reversed());
    return rows.subList(0, Math.min(limit, rows.size()));
  }

  @Override
  public List<Pending> pending(int limit) {
    List<Pending> rows =
        ofAllQueues(
            PENDING,
            (row, context) -> new Pending(ActionRow.of(row), row.getLong("try_micros")),
            1,
            limit);
    rows.sort(BY_TRY);
    return rows.subList(0, Math.min(limit, rows.size()));
  }

  /** A statement for each queue, which lies in one shard. */
  private <T> List<T> ofAllQueues(String sql, RowMapper<T> mapper, long... rest) {
    return database.<List<T>, RuntimeException>read(
        handle -> {
          List<T> rows = new ArrayList<>();
          LongStream.rangeClosed(1, Reported.QUEUES)
              .forEach(queue -> rows.addAll(ofQueue(handle, sql, mapper, queue, rest)));
          return rows;
        });
  }

  private static <T> List<T> ofQueue(
      Handle handle, String sql, RowMapper<T> mapper, long queue, long... rest) {
    Query query = handle.createQuery(sql).bind(0, queue);
    for (int i = 0; i < rest.length; i++) {
      query.bind(i + 1, rest[i]);
    }
    return query.map(mapper).list();
  }

  @Override
  public void settle(ActionRow action) {
    database.execute(
        handle ->
            handle.execute(
                "UPDATE moderation_action SET pending = 0 WHERE queue_id = ? AND action_id = ?",
                action.ref().owner(),
                action.ref().id()));
  }

  @Override
  public void postpone(ActionRow action, long tryMicros) {
    database.execute(
        handle ->
            handle.execute(
                "UPDATE moderation_action SET try_micros = ? WHERE queue_id = ? AND action_id = ?",
                tryMicros,
                action.ref().owner(),
                action.ref().id()));
  }

  @Override
  public void add(ActionRow action) {
    database.execute(handle -> insert(handle, action));
  }

  /** In the handle's transaction; one that is there stays as it is. */
  static void insert(Handle handle, ActionRow action) {
    handle.execute(
        """
        INSERT IGNORE INTO moderation_action (queue_id, action_id, kind, staff_id, case_id,
          target_kind, target_id, target_owner, target_account, note, detail, pending,
          create_micros)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        action.ref().owner(),
        action.ref().id(),
        action.kind().getNumber(),
        action.staff(),
        action.caseId(),
        action.target().kind().getNumber(),
        action.target().thing().id(),
        action.target().thing().owner(),
        action.target().account(),
        action.note(),
        action.detail(),
        action.hasEffects(),
        action.createMicros());
  }
}
