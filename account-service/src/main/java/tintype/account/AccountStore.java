package tintype.account;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.JdbiException;
import tintype.platform.sql.DuplicateKeyException;

/** Accounts. */
interface AccountStore {
  /** Also a hidden one; empty for an id that never was. */
  Optional<Profile> find(long accountId);

  /** Those of the ids that are accounts, also hidden ones; 1,000 ids at most. */
  Map<Long, Profile> findAll(Collection<Long> accountIds);

  /**
   * The PHC string of an account that is active, or suspended: its owner is told so. Empty where
   * nobody can log in as it.
   */
  Optional<String> passwordHash(long accountId);

  /** The request that made an account; empty where it had no id. */
  Optional<Registration> registration(long accountId);

  /** Whether an account was made by a request with this id. */
  boolean isRequestIdUsed(String requestId);

  /**
   * Makes an account, its claim to the name, its first session where there is one, and the news of
   * it: all or nothing.
   *
   * @throws DuplicateKeyException where the name or the request id is taken
   */
  void create(NewAccount account, Optional<Session> session);

  /**
   * Makes many accounts in one transaction: faster by far, but only where all of them lie in one
   * database.
   *
   * @throws DuplicateKeyException where one of the names is taken; nothing was made
   * @throws JdbiException where the database has no transaction over several shards; nothing was
   *     made
   */
  void createTogether(List<NewAccount> accounts);
}
