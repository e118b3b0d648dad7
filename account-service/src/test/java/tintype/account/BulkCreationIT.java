package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jdbi.v3.core.ConnectionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.BulkCreation.Made;
import tintype.platform.ids.IdGenerator;
import tintype.platform.server.RunningService;
import tintype.platform.sql.Keyspace;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Many accounts over a database that refuses a transaction over several shards, as vtgate does. */
@OnEveryDatabase
class BulkCreationIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype = TestInstallation.over(database, Keyspace.ACCOUNT);

  private static AccountStore accounts;
  private static UsernameStore usernames;
  private static IdGenerator ids;

  @BeforeAll
  static void start() {
    RunningService service = tintype.start(AccountModule::new);
    accounts = service.injector().getInstance(AccountStore.class);
    usernames = service.injector().getInstance(UsernameStore.class);
    ids = service.injector().getInstance(IdGenerator.class);
  }

  @Test
  void accountsAreMadeOneByOneWhereTogetherIsRefused() {
    BulkCreation creation = over(new Sharded(accounts));

    Map<String, Made> first = creation.create(wanted("s", 0, 20));
    Map<String, Made> second = creation.create(wanted("s", 10, 30));

    assertThat(first).hasSize(20);
    assertThat(first.values()).allMatch(Made::now);
    assertThat(second.values()).filteredOn(Made::now).hasSize(10);
    assertThat(second.get("s15").accountId()).isEqualTo(first.get("s15").accountId());
    assertThat(accounts.find(first.get("s3").accountId())).isPresent();
  }

  @Test
  void oneNameThatIsTakenDoesNotKeepTheOthersFromBeingMade() {
    BulkCreation creation = over(accounts);
    long taken = creation.create(wanted("t", 5, 6)).get("t5").accountId();

    Map<String, Made> made = creation.create(wanted("t", 0, 10));

    assertThat(made.values()).filteredOn(Made::now).hasSize(9);
    assertThat(made.get("t5")).isEqualTo(new Made(taken, false));
  }

  private static BulkCreation over(AccountStore store) {
    return new BulkCreation(store, usernames, database.database(Keyspace.ACCOUNT));
  }

  private static List<NewAccount> wanted(String prefix, int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> NewAccount.named(ids.next(), new Username(prefix + i), "", 1))
        .toList();
  }

  /** The real store, but for transactions over several shards. */
  private static final class Sharded implements AccountStore {
    private final AccountStore store;

    Sharded(AccountStore store) {
      this.store = store;
    }

    @Override
    public void createTogether(List<NewAccount> all) {
      if (all.size() > 1) {
        throw new ConnectionException(new SQLException("multi-db transaction attempted"));
      }
      store.createTogether(all);
    }

    @Override
    public void create(NewAccount account, Optional<Session> session) {
      store.create(account, session);
    }

    @Override
    public Optional<Profile> find(long accountId) {
      return store.find(accountId);
    }

    @Override
    public Map<Long, Profile> findAll(Collection<Long> accountIds) {
      return store.findAll(accountIds);
    }

    @Override
    public Optional<String> passwordHash(long accountId) {
      return store.passwordHash(accountId);
    }

    @Override
    public Optional<Registration> registration(long accountId) {
      return store.registration(accountId);
    }

    @Override
    public boolean isRequestIdUsed(String requestId) {
      return store.isRequestIdUsed(requestId);
    }
  }
}
