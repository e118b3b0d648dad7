package tintype.account;

import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tintype.account.UsernameStore.Claim;
import tintype.platform.sql.Database;
import tintype.platform.sql.DuplicateKeyException;
import tintype.platform.sql.ShardBatches;

/** Makes many accounts, those of one shard together. */
final class BulkCreation {
  private static final int ACCOUNTS_TOGETHER = 250;

  /** Of all calls: they leave connections of the pool to others. */
  private static final int BATCHES_AT_ONCE = 4;

  /** What became of a name: an account that was made, or one that somebody else made meanwhile. */
  record Made(long accountId, boolean now) {}

  private final AccountStore accounts;
  private final UsernameStore usernames;
  private final ShardBatches batches;

  @Inject
  BulkCreation(AccountStore accounts, UsernameStore usernames, Database database) {
    this.accounts = accounts;
    this.usernames = usernames;
    this.batches = new ShardBatches(database, BATCHES_AT_ONCE);
  }

  /** By name. Fails with {@code USERNAME_TAKEN} for a name that is reserved and not in use. */
  Map<String, Made> create(List<NewAccount> wanted) {
    Map<String, Made> all = new HashMap<>();
    batches
        .transact(
            wanted, NewAccount::accountId, account -> 1, ACCOUNTS_TOGETHER, this::createTogether)
        .forEach(all::putAll);
    return all;
  }

  private Map<String, Made> createTogether(List<NewAccount> wanted) {
    Map<String, Made> made = new HashMap<>();
    try {
      accounts.createTogether(wanted);
      wanted.forEach(a -> made.put(a.username().name(), new Made(a.accountId(), true)));
    } catch (DuplicateKeyException e) {
      wanted.forEach(account -> made.put(account.username().name(), create(account)));
    }
    return made;
  }

  private Made create(NewAccount account) {
    try {
      accounts.create(account, Optional.empty());
      return new Made(account.accountId(), true);
    } catch (DuplicateKeyException e) {
      return new Made(holder(account.username()), false);
    }
  }

  private long holder(Username name) {
    return usernames
        .find(name)
        .filter(Claim::inUse)
        .orElseThrow(() -> Refusals.usernameTaken(name.name()))
        .accountId();
  }
}
