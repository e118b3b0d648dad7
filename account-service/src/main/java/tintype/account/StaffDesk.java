package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAct.Kind;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.Caller;

/** What every act of staff begins with: who acts, on whom, and why. */
final class StaffDesk {
  private static final int MAX_REASON = 500;

  private final AccountStore accounts;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  StaffDesk(AccountStore accounts, IdGenerator ids, Clock clock) {
    this.accounts = accounts;
    this.ids = ids;
    this.clock = clock;
  }

  /** Whom a request names. Fails with CANNOT_ACT_ON_SELF, and with INVALID_FIELD for no id. */
  long target(String accountId) {
    Caller caller = Caller.current();
    long target = caller.resolve("account_id", accountId);
    if (target == caller.account()) {
      throw Refusals.cannotActOnSelf();
    }
    return target;
  }

  /** The caller's act. Fails with INVALID_FIELD for a reason that is none. */
  Act act(Kind kind, String reason) {
    Caller caller = Caller.current();
    String line = TextLine.of("reason", reason, MAX_REASON);
    if (line.isEmpty()) {
      throw ApiException.invalidField("reason", "blank (expected: why)");
    }
    return new Act(
        ids.next(), kind, caller.account(), isAdmin(caller), false, line, Micros.of(now()));
  }

  /** What nobody does: the installation itself, by a setting or by the clock. */
  Act ownAct(Kind kind, String reason) {
    return new Act(ids.next(), kind, 0, true, false, reason, Micros.of(now()));
  }

  Instant now() {
    return clock.instant();
  }

  /** The tools of this machine may all that an admin may. */
  private boolean isAdmin(Caller caller) {
    return caller.isService()
        || accounts.find(caller.account()).stream().anyMatch(it -> it.roles().contains(Role.ADMIN));
  }
}
