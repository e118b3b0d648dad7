package tintype.account;

import jakarta.inject.Inject;
import java.util.function.Consumer;
import tintype.platform.sql.Database;

/**
 * Sees to it that an admin is always left. Admins lie in many shards, so that no transaction sees
 * them all: whoever takes one away locks one row, the same for all, and looks only then.
 */
final class LastAdmin {
  private static final String TAKE_TURN =
      """
      INSERT INTO admin_turn (user_id, turns) VALUES (0, 1)
      ON DUPLICATE KEY UPDATE turns = turns + 1
      """;

  /** Whose row holds these roles, see {@link Roles}, is an admin. */
  private static final String ACTIVE_BUT_ONE =
      """
      SELECT user_id FROM account FORCE INDEX (account_by_roles)
      WHERE roles IN (2, 3) AND state = 0 AND user_id <> ? LIMIT 1
      """;

  private final Database database;

  @Inject
  LastAdmin(Database database) {
    this.database = database;
  }

  /** Whether there is an active admin besides an account; 0 for any at all. */
  boolean isAnyBut(long accountId) {
    return database.read(
        handle ->
            handle
                .createQuery(ACTIVE_BUT_ONE)
                .bind(0, accountId)
                .mapTo(Long.class)
                .findFirst()
                .isPresent());
  }

  /**
   * Runs an act on an admin while no other such act runs in any process.
   *
   * @param act is told whether there is another admin; its own transactions are over when it
   *     returns
   */
  void inTurn(long accountId, Consumer<Boolean> act) {
    // Not of the pool: those who wait here must not hold what the one whose turn it is needs.
    database.<Boolean, RuntimeException>readApart(
        apart ->
            apart.<Boolean, RuntimeException>inTransaction(
                turn -> {
                  turn.execute(TAKE_TURN);
                  act.accept(isAnyBut(accountId));
                  return true;
                }));
  }
}
