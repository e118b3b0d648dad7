package tintype.account;

import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import tintype.account.ActTransaction.Outcome;
import tintype.account.ActTransaction.Row;
import tintype.account.v1.StaffAccount.Role;
import tintype.platform.sql.Database;

/** {@link StaffActs} in keyspace account. */
final class MySqlStaffActs implements StaffActs {
  /** A suspension as its row has it, and what the account was before. */
  private record Lasting(AccountState former, Suspension suspension) {}

  private final Database database;
  private final ActTransaction transaction;
  private final MySqlSessions sessions;

  @Inject
  MySqlStaffActs(Database database, ActTransaction transaction, MySqlSessions sessions) {
    this.database = database;
    this.transaction = transaction;
    this.sessions = sessions;
  }

  @Override
  public void suspend(long accountId, OptionalLong endMicros, Act act) {
    transaction.run(
        accountId,
        act,
        (handle, before) -> {
          Optional<Lasting> lasting = lasting(handle, before);
          boolean same =
              lasting
                  .filter(it -> it.suspension().reason().equals(act.reason()))
                  .filter(it -> it.suspension().endMicros().equals(endMicros))
                  .isPresent();
          if (!same) {
            AccountState former = lasting.map(Lasting::former).orElse(before.state());
            long start = lasting.map(it -> it.suspension().startMicros()).orElse(act.micros());
            write(handle, accountId, former, new Suspension(act.reason(), start, endMicros));
          }
          sessions.endAll(handle, accountId, act.micros());
          return new Outcome(before.with(AccountState.SUSPENDED), !same, until(endMicros));
        });
  }

  private static void write(
      Handle handle, long accountId, AccountState former, Suspension suspension) {
    OptionalLong end = suspension.endMicros();
    handle.execute(
        """
        INSERT INTO suspension (user_id, former_state, reason, start_micros, end_micros)
        VALUES (?, ?, ?, ?, ?)
        ON DUPLICATE KEY UPDATE reason = VALUES(reason), end_micros = VALUES(end_micros)
        """,
        accountId,
        former.ordinal(),
        suspension.reason(),
        suspension.startMicros(),
        end.isPresent() ? end.getAsLong() : null);
  }

  private static String until(OptionalLong endMicros) {
    return endMicros.isPresent() ? "until " + Micros.toInstant(endMicros.getAsLong()) : "";
  }

  @Override
  public void reinstate(long accountId, Act act) {
    transaction.run(
        accountId, act, (handle, before) -> reinstated(handle, before, lasting(handle, before)));
  }

  @Override
  public void reinstateAtEnd(long accountId, Act act) {
    if (isForgotten(accountId, act)) {
      return;
    }
    transaction.run(
        accountId,
        act,
        (handle, before) ->
            reinstated(
                handle,
                before,
                lasting(handle, before)
                    .filter(
                        it -> it.suspension().endMicros().orElse(Long.MAX_VALUE) <= act.micros())));
  }

  /** Whether the account is gone; then what is over of its suspension is, too. */
  private boolean isForgotten(long accountId, Act act) {
    return database.<Boolean, RuntimeException>transact(
        handle -> {
          if (ActTransaction.lockIfThere(handle, accountId).isPresent()) {
            return false;
          }
          handle.execute(
              "DELETE FROM suspension WHERE user_id = ? AND end_micros <= ?",
              accountId,
              act.micros());
          return true;
        });
  }

  private static Outcome reinstated(Handle handle, Row before, Optional<Lasting> lasting) {
    if (lasting.isEmpty()) {
      return new Outcome(before, false, "");
    }
    handle.execute("DELETE FROM suspension WHERE user_id = ?", before.accountId());
    return new Outcome(before.with(lasting.get().former()), true, "");
  }

  @Override
  public void setRoles(long accountId, Set<Role> roles, Act act) {
    transaction.run(accountId, act, (handle, before) -> given(before, roles));
  }

  @Override
  public void appointFirst(long accountId, Act act) {
    transaction.run(
        accountId,
        act,
        (handle, before) -> {
          Set<Role> roles = EnumSet.of(Role.ADMIN);
          roles.addAll(before.roles());
          return given(before, wasAppointed(handle, accountId, act) ? before.roles() : roles);
        });
  }

  private static Outcome given(Row before, Set<Role> roles) {
    String names = roles.stream().sorted().map(Role::name).collect(Collectors.joining(" "));
    return new Outcome(before.with(roles), !before.roles().equals(roles), names);
  }

  private static boolean wasAppointed(Handle handle, long accountId, Act act) {
    return handle
        .createQuery(
            """
            SELECT act_id FROM staff_act
            WHERE user_id = ? AND kind = ? AND staff_id = ? AND reason = ? LIMIT 1
            """)
        .bind(0, accountId)
        .bind(1, act.kind().getNumber())
        .bind(2, act.staff())
        .bind(3, act.reason())
        .mapTo(Long.class)
        .findFirst()
        .isPresent();
  }

  @Override
  public void setVerified(long accountId, boolean verified, Act act) {
    transaction.run(
        accountId,
        act,
        (handle, before) ->
            new Outcome(
                before.withVerified(verified),
                before.verified() != verified,
                verified ? "verified" : "not verified"));
  }

  @Override
  public void warn(long accountId, Act act) {
    transaction.run(accountId, act, (handle, before) -> new Outcome(before, true, ""));
  }

  private static Optional<Lasting> lasting(Handle handle, Row account) {
    return handle
        .createQuery(
            """
            SELECT former_state, reason, start_micros, end_micros FROM suspension
            WHERE user_id = ?
            """)
        .bind(0, account.accountId())
        .map(
            (row, context) ->
                new Lasting(
                    AccountState.ofRow(row.getInt("former_state")),
                    MySqlSuspensions.suspension(row)))
        .findOne();
  }
}
