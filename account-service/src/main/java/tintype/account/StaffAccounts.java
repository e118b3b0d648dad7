package tintype.account;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import tintype.account.v1.StaffAccount;
import tintype.platform.sql.Database;

/** Accounts as staff see them. */
final class StaffAccounts {
  private final Database database;
  private final AccountStore accounts;
  private final SuspensionStore suspensions;

  @Inject
  StaffAccounts(Database database, AccountStore accounts, SuspensionStore suspensions) {
    this.database = database;
    this.accounts = accounts;
    this.suspensions = suspensions;
  }

  /** Fails with ACCOUNT_NOT_FOUND. */
  StaffAccount require(long accountId) {
    return shown(List.of(accountId)).stream().findFirst().orElseThrow(Refusals::accountNotFound);
  }

  /** The first that the filter lets through, by username. */
  List<StaffAccount> first(AccountFilter filter, int limit) {
    return shown(database.read(handle -> AccountListQuery.run(handle, filter, limit)));
  }

  private List<StaffAccount> shown(List<Long> ids) {
    Map<Long, Profile> profiles = accounts.findAll(ids);
    Map<Long, Suspension> lasting = suspensions.findAll(ids);
    return ids.stream()
        .map(profiles::get)
        .filter(Objects::nonNull)
        .map(found -> found.staffAccount(Optional.ofNullable(lasting.get(found.accountId()))))
        .toList();
  }
}
