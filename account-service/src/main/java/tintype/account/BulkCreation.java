package tintype.account;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import org.jdbi.v3.core.JdbiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.account.UsernameStore.Claim;
import tintype.platform.sql.DuplicateKeyException;

/**
 * Makes many accounts: all in one transaction where one database has them all. Where they lie in
 * several shards that is refused; then each is made in a transaction of its own, some side by side
 * so that they are forced to disk together.
 */
final class BulkCreation {
  /**
   * In all of the process: two less than a pool of connections has by default, so that others get
   * through.
   */
  private static final int SIDE_BY_SIDE = 8;

  private static final Logger log = LoggerFactory.getLogger(BulkCreation.class);

  /** What became of a name: an account that was made, or one that somebody else made meanwhile. */
  record Made(long accountId, boolean now) {}

  private final AccountStore accounts;
  private final UsernameStore usernames;
  private final Semaphore places = new Semaphore(SIDE_BY_SIDE);

  /** Until the database has refused it once. */
  private volatile boolean together = true;

  @Inject
  BulkCreation(AccountStore accounts, UsernameStore usernames) {
    this.accounts = accounts;
    this.usernames = usernames;
  }

  /** By name. Fails with {@code USERNAME_TAKEN} for a name that is reserved and not in use. */
  Map<String, Made> create(List<NewAccount> wanted) {
    if (wanted.isEmpty()) {
      return Map.of();
    }
    return together ? createTogether(wanted) : createSideBySide(wanted);
  }

  private Map<String, Made> createTogether(List<NewAccount> wanted) {
    try {
      accounts.createTogether(wanted);
    } catch (DuplicateKeyException e) {
      return createSideBySide(wanted);
    } catch (JdbiException e) {
      log.atInfo().setCause(e).log("accounts are made one by one from now on");
      together = false;
      return createSideBySide(wanted);
    }
    Map<String, Made> made = new HashMap<>();
    wanted.forEach(a -> made.put(a.username().name(), new Made(a.accountId(), true)));
    return made;
  }

  private Map<String, Made> createSideBySide(List<NewAccount> wanted) {
    List<Callable<Map<String, Made>>> slices = new ArrayList<>();
    int size = Math.ceilDiv(wanted.size(), SIDE_BY_SIDE);
    for (int from = 0; from < wanted.size(); from += size) {
      List<NewAccount> slice = wanted.subList(from, Math.min(from + size, wanted.size()));
      slices.add(() -> createEach(slice));
    }
    Map<String, Made> all = new HashMap<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Map<String, Made>> slice : threads.invokeAll(slices)) {
        all.putAll(slice.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while making accounts", e);
    }
  }

  private Map<String, Made> createEach(List<NewAccount> wanted) {
    Map<String, Made> made = new HashMap<>();
    wanted.forEach(account -> made.put(account.username().name(), create(account)));
    return made;
  }

  private Made create(NewAccount account) {
    places.acquireUninterruptibly();
    try {
      accounts.create(account, Optional.empty());
      return new Made(account.accountId(), true);
    } catch (DuplicateKeyException e) {
      return new Made(holder(account.username()), false);
    } finally {
      places.release();
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
