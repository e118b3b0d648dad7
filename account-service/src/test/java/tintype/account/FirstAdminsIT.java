package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.account.StaffClient.roles;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.platform.server.RunningService;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** What the setting {@code account-admins} does, from one start to the next. */
@OnEveryDatabase
class FirstAdminsIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final long NOBODY = 1;

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype = TestInstallation.over(database, Keyspace.ACCOUNT);

  private static AccountClient client;
  private static StaffClient staff;
  private long ana;
  private long ben;

  @BeforeAll
  static void start() {
    start(tintype);
    client = new AccountClient(tintype);
    staff = new StaffClient(tintype, client);
  }

  private static RunningService start(TestInstallation installation) {
    installation.serve("graph", new FakeGraph());
    installation.serve("media", new FakePosts());
    return installation.start(AccountModule::new);
  }

  @BeforeEach
  void register() {
    ana = staff.register();
    ben = staff.register();
  }

  @Test
  void anInstallationWithoutAdminsGetsThoseThatAreNamed() throws Exception {
    staff.asTools().setRoles(roles(Long.toString(ben), Role.MODERATOR));

    restartWith(NOBODY + ", " + ana + "," + ben, FirstAdmins::appoint);

    assertThat(rolesOf(ana)).containsExactly("ADMIN");
    assertThat(rolesOf(ben)).containsExactly("MODERATOR", "ADMIN");
    assertThat(acts(ana)).containsExactly("3 0 the setting account-admins");
    dismissAll(ana, ben);
  }

  @Test
  void theStartItselfAppointsThem() throws Exception {
    restartWith(
        Long.toString(ana),
        first -> Eventually.await(SOON, () -> rolesOf(ana).equals(List.of("ADMIN"))));

    dismissAll(ana);
  }

  @Test
  void aRoleThatWasTakenAwayDoesNotComeBack() throws Exception {
    restartWith(Long.toString(ana), FirstAdmins::appoint);
    staff.asTools().setRoles(roles(Long.toString(ben), Role.ADMIN));
    staff.as(ben).setRoles(roles(Long.toString(ana)));

    restartWith(Long.toString(ana), FirstAdmins::appoint);
    assertThat(rolesOf(ana)).isEmpty();
    dismissAll(ben);
    restartWith(Long.toString(ana), FirstAdmins::appoint);

    assertThat(rolesOf(ana)).as("also without any admin").isEmpty();
    assertThat(acts(ana)).hasSize(2);
  }

  @Test
  void whereThereIsAnAdminNobodyElseBecomesOne() throws Exception {
    restartWith(Long.toString(ana), FirstAdmins::appoint);

    restartWith(ana + ", " + ben, FirstAdmins::appoint);

    assertThat(rolesOf(ben)).isEmpty();
    assertThat(acts(ben)).isEmpty();
    dismissAll(ana);
  }

  @Test
  void manyProcessesThatStartAtOnceAppointOnce() throws Exception {
    restartWith(Long.toString(ana), FirstAdminsIT::race);

    assertThat(rolesOf(ana)).containsExactly("ADMIN");
    assertThat(acts(ana)).hasSize(1);
    dismissAll(ana);
  }

  private static void race(FirstAdmins first) {
    try {
      Race.run(
          6,
          runner -> {
            first.appoint();
            return runner;
          });
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** Another process of the same installation, while it runs. */
  private static void restartWith(String admins, Consumer<FirstAdmins> then) throws Exception {
    TestInstallation again =
        TestInstallation.over(database, Keyspace.ACCOUNT)
            .withSettings(Map.of("account-admins", admins));
    again.beforeAll(null);
    try {
      then.accept(start(again).injector().getInstance(FirstAdmins.class));
    } finally {
      again.afterAll(null);
    }
  }

  /** What nobody may do: no admin is left. */
  private static void dismissAll(long... accounts) {
    for (long account : accounts) {
      rows().execute(h -> h.execute("UPDATE account SET roles = 0 WHERE user_id = ?", account));
    }
  }

  private static List<String> rolesOf(long account) {
    return client
        .accountsAs(account)
        .getMe(GetMeRequest.getDefaultInstance())
        .getMe()
        .getRolesList();
  }

  private static List<String> acts(long account) {
    return StaffClient.acts(rows(), account);
  }

  private static Database rows() {
    return database.database(Keyspace.ACCOUNT);
  }
}
