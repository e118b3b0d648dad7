package tintype.account;

import jakarta.inject.Inject;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import tintype.account.v1.AccountChanged;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAct.Kind;
import tintype.account.v1.StaffActed;
import tintype.platform.sql.Database;
import tintype.platform.sql.Outbox;

/** An act's transaction: the account is locked, changed, and the act written down and told. */
final class ActTransaction {
  /** What acts need to know of an account, and may change. */
  record Row(
      long accountId, AccountState state, Set<Role> roles, boolean verified, boolean isPrivate) {
    Row with(AccountState next) {
      return new Row(accountId, next, roles, verified, isPrivate);
    }

    Row with(Set<Role> next) {
      return new Row(accountId, state, next, verified, isPrivate);
    }

    Row withVerified(boolean next) {
      return new Row(accountId, state, roles, next, isPrivate);
    }

    boolean isActiveAdmin() {
      return state == AccountState.ACTIVE && roles.contains(Role.ADMIN);
    }
  }

  /**
   * What came of an act.
   *
   * @param changed whether anything did
   * @param detail what exactly; may be empty
   */
  record Outcome(Row after, boolean changed, String detail) {}

  /** An act's own part of the transaction. */
  @FunctionalInterface
  interface Work {
    Outcome on(Handle handle, Row before);
  }

  /** Kinds of acts that may leave one admin fewer. */
  private static final Set<Kind> AGAINST_ADMINS = EnumSet.of(Kind.SUSPEND, Kind.SET_ROLES);

  private final Database database;
  private final Outbox outbox;
  private final FactsCache cache;
  private final LastAdmin lastAdmin;

  @Inject
  ActTransaction(Database database, Outbox outbox, FactsCache cache, LastAdmin lastAdmin) {
    this.database = database;
    this.outbox = outbox;
    this.cache = cache;
    this.lastAdmin = lastAdmin;
  }

  void run(long accountId, Act act, Work work) {
    try {
      boolean done =
          database.<Boolean, RuntimeException>transact(
              handle -> runUnlessAgainstAdmin(handle, accountId, act, work));
      if (!done) {
        lastAdmin.inTurn(
            accountId,
            otherIsLeft ->
                database.<RuntimeException>execute(
                    handle -> runInTurn(handle, accountId, act, work, otherIsLeft)));
      }
    } finally {
      cache.invalidate(accountId);
    }
  }

  /** Does nothing, and answers false, where the act has to wait for its turn. */
  private boolean runUnlessAgainstAdmin(Handle handle, long accountId, Act act, Work work) {
    Row before = lock(handle, accountId);
    if (before.isActiveAdmin() && act.byAdmin() && AGAINST_ADMINS.contains(act.kind())) {
      return false;
    }
    run(handle, before, act, work);
    return true;
  }

  private void runInTurn(Handle handle, long accountId, Act act, Work work, boolean otherIsLeft) {
    Row before = lock(handle, accountId);
    Row after = run(handle, before, act, work);
    if (before.isActiveAdmin() && !after.isActiveAdmin() && !otherIsLeft) {
      throw Refusals.lastAdmin();
    }
  }

  private Row run(Handle handle, Row before, Act act, Work work) {
    if (wasDone(handle, before.accountId(), act)) {
      return before;
    }
    if (!before.roles().isEmpty() && !act.byAdmin()) {
      throw Refusals.adminNeeded();
    }
    Outcome outcome = work.on(handle, before);
    // A decision may come again, after somebody else has undone what it has found done.
    if (!outcome.changed() && !act.decided()) {
      return before;
    }
    if (!outcome.after().equals(before)) {
      update(handle, outcome.after());
    }
    writeDown(handle, before.accountId(), act, outcome.detail());
    return outcome.after();
  }

  private static Row lock(Handle handle, long accountId) {
    return lockIfThere(handle, accountId).orElseThrow(Refusals::accountNotFound);
  }

  /** The account, which nobody else changes until the transaction ends, unless it is deleted. */
  static Optional<Row> lockIfThere(Handle handle, long accountId) {
    return handle
        .createQuery(
            """
            SELECT state, roles, is_verified, is_private FROM account
            WHERE user_id = ? FOR UPDATE
            """)
        .bind(0, accountId)
        .map(
            (row, context) ->
                new Row(
                    accountId,
                    AccountState.ofRow(row.getInt(1)),
                    Roles.ofRow(row.getInt(2)),
                    row.getBoolean(3),
                    row.getBoolean(4)))
        .findOne()
        .filter(row -> row.state() != AccountState.DELETED);
  }

  private static boolean wasDone(Handle handle, long accountId, Act act) {
    return handle
        .createQuery("SELECT act_id FROM staff_act WHERE user_id = ? AND act_id = ?")
        .bind(0, accountId)
        .bind(1, act.id())
        .mapTo(Long.class)
        .findOne()
        .isPresent();
  }

  private void update(Handle handle, Row after) {
    handle.execute(
        "UPDATE account SET state = ?, roles = ?, is_verified = ? WHERE user_id = ?",
        after.state().ordinal(),
        Roles.toRow(after.roles()),
        after.verified(),
        after.accountId());
    outbox.append(
        handle,
        after.accountId(),
        AccountChanged.newBuilder()
            .setAccountId(after.accountId())
            .setHidden(after.state().hidden())
            .setPrivate(after.isPrivate())
            .build());
  }

  private void writeDown(Handle handle, long accountId, Act act, String detail) {
    handle.execute(
        """
        INSERT INTO staff_act (user_id, act_id, kind, staff_id, reason, detail, decided, act_micros)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        accountId,
        act.id(),
        act.kind().getNumber(),
        act.staff(),
        act.reason(),
        detail,
        act.decided(),
        act.micros());
    outbox.append(
        handle,
        accountId,
        StaffActed.newBuilder()
            .setActId(act.id())
            .setAccountId(accountId)
            .setStaffId(act.staff())
            .setKind(act.kind())
            .setReason(act.reason())
            .setDetail(detail)
            .setActMicros(act.micros())
            .setDecided(act.decided())
            .build());
  }
}
