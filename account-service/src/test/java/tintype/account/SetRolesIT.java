package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.account.StaffClient.roles;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.ListAccountsRequest;
import tintype.account.v1.SetVerifiedRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Who is of staff, in a process that gives roles and in another one. */
@OnEveryDatabase
class SetRolesIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  /** By which a role must count everywhere, says the contract. */
  private static final Duration BOUND = Duration.ofMillis(250);

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation here = TestInstallation.over(database, Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(3)
  static final TestInstallation there = TestInstallation.over(database, Keyspace.ACCOUNT);

  private static AccountClient client;
  private static StaffClient staff;
  private static StaffClient staffThere;
  private static long admin;

  @BeforeAll
  static void start() {
    client = start(here);
    staff = new StaffClient(here, client);
    staffThere = new StaffClient(there, start(there));
    admin = staff.register(Role.ADMIN);
  }

  private static AccountClient start(TestInstallation installation) {
    installation.serve("graph", new FakeGraph());
    installation.serve("media", new FakePosts());
    installation.start(AccountModule::new);
    return new AccountClient(installation);
  }

  @Test
  void rolesAreGivenAndTaken() {
    long ana = staff.register();
    assertThat(mayList(staff, ana)).isFalse();

    var given = set(admin, ana, Role.MODERATOR);

    assertThat(given.getAccount().getRolesList()).containsExactly(Role.MODERATOR);
    assertThat(mayList(staff, ana)).isTrue();
    assertThat(me(ana)).containsExactly("MODERATOR");
    set(admin, ana, Role.ADMIN, Role.MODERATOR);
    assertThat(me(ana)).containsExactly("MODERATOR", "ADMIN");
    set(admin, ana);
    assertThat(mayList(staff, ana)).isFalse();
    assertThat(me(ana)).isEmpty();
  }

  @Test
  void anotherProcessHearsOfItSoon() {
    long ana = staff.register(Role.MODERATOR);
    Eventually.await(SOON, () -> mayList(staffThere, ana));

    set(admin, ana);

    Eventually.await(SOON, () -> !mayList(staffThere, ana));
  }

  @Test
  void aRoleCountsInAnotherProcessWithinTheBound() {
    long ana = staff.register(Role.MODERATOR);
    Eventually.await(SOON, () -> mayList(staffThere, ana));
    List<Duration> taken = new ArrayList<>();

    for (int i = 0; i < 15; i++) {
      boolean given = i % 2 == 1;
      set(admin, ana, given ? new Role[] {Role.MODERATOR} : new Role[0]);
      long answered = System.nanoTime();
      Eventually.await(SOON, () -> mayList(staffThere, ana) == given);
      taken.add(Duration.ofNanos(System.nanoTime() - answered));
    }

    // The one in the middle knows nothing of a busy machine's pauses.
    taken.sort(null);
    assertThat(taken.get(taken.size() / 2)).isLessThan(BOUND);
  }

  @Test
  void onlyAdminsAndTheToolsGiveRolesAndNobodyToThemselves() {
    long moderator = staff.register(Role.MODERATOR);
    long ana = staff.register();

    for (long caller : new long[] {moderator, ana}) {
      assertThat(Refusal.of(() -> set(caller, ana, Role.ADMIN)).reason())
          .isEqualTo("CALLER_NOT_ALLOWED");
    }
    assertThat(Refusal.of(() -> set(admin, admin)).reason()).isEqualTo("CANNOT_ACT_ON_SELF");
    assertThat(
            Refusal.of(() -> staff.asMedia().setRoles(roles(Long.toString(ana), Role.ADMIN)))
                .reason())
        .isEqualTo("CALLER_NOT_ALLOWED");
    assertThat(me(ana)).isEmpty();
    assertThat(me(admin)).containsExactly("ADMIN");
  }

  @Test
  void whatChangesNothingLeavesNoTrace() {
    long ana = staff.register();
    set(admin, ana, Role.MODERATOR);
    set(admin, ana, Role.MODERATOR);
    set(admin, ana);

    assertThat(acts(ana)).containsExactly("3 " + admin + " a test", "3 " + admin + " a test");
  }

  @Test
  void unknownRolesAreRefused() {
    String ana = Long.toString(staff.register());
    var none = roles(ana, Role.ROLE_UNSPECIFIED);
    var unknown = roles(ana).toBuilder().addRolesValue(99).build();
    var twice = roles(ana, Role.ADMIN, Role.ADMIN);

    for (var request : List.of(none, unknown, twice)) {
      assertThat(Refusal.of(() -> staff.as(admin).setRoles(request)).reason())
          .isEqualTo("INVALID_FIELD");
    }
  }

  @Test
  void aSuspendedModeratorMayNothing() {
    long moderator = staff.register(Role.MODERATOR);
    staff.suspend(admin, moderator, "spam");

    assertThat(mayList(staff, moderator)).isFalse();
    staff.reinstate(admin, moderator);
    assertThat(mayList(staff, moderator)).isTrue();
  }

  @Test
  void verifiedAccountsAreShownSo() {
    long ana = staff.register();
    long moderator = staff.register(Role.MODERATOR);

    for (boolean verified : new boolean[] {true, true, false}) {
      staff
          .as(moderator)
          .setVerified(
              SetVerifiedRequest.newBuilder()
                  .setAccountId(Long.toString(ana))
                  .setVerified(verified)
                  .setReason("a letter came")
                  .build());
      var request = GetAccountRequest.newBuilder().setAccountId(Long.toString(ana)).build();
      assertThat(client.accounts.getAccount(request).getAccount().getVerified())
          .isEqualTo(verified);
    }
    assertThat(acts(ana)).hasSize(2);
  }

  private static List<String> acts(long account) {
    return StaffClient.acts(database.database(Keyspace.ACCOUNT), account);
  }

  private static tintype.account.v1.SetRolesResponse set(long caller, long account, Role... roles) {
    return staff.as(caller).setRoles(roles(Long.toString(account), roles));
  }

  private static boolean mayList(StaffClient client, long account) {
    try {
      client.as(account).listAccounts(ListAccountsRequest.getDefaultInstance());
      return true;
    } catch (io.grpc.StatusRuntimeException e) {
      assertThat(Refusal.of(e).reason()).isEqualTo("CALLER_NOT_ALLOWED");
      return false;
    }
  }

  private static List<String> me(long account) {
    return client
        .accountsAs(account)
        .getMe(GetMeRequest.getDefaultInstance())
        .getMe()
        .getRolesList();
  }
}
