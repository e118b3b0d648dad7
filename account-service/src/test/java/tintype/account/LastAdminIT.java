package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.account.StaffClient.roles;

import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.ApplyDecisionRequest;
import tintype.account.v1.ListAccountsRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAct.Kind;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Whatever admins do to each other, in one process or two, one of them stays. */
@OnEveryDatabase
class LastAdminIT {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final int ROUNDS = 6;

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation here = TestInstallation.over(database, Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(3)
  static final TestInstallation there = TestInstallation.over(database, Keyspace.ACCOUNT);

  private static StaffClient staff;
  private static StaffClient staffThere;
  private final List<Long> admins = new ArrayList<>();

  @BeforeAll
  static void start() {
    start(here);
    start(there);
    AccountClient client = new AccountClient(here);
    staff = new StaffClient(here, client);
    staffThere = new StaffClient(there, client);
  }

  private static void start(TestInstallation installation) {
    installation.serve("graph", new FakeGraph());
    installation.serve("media", new FakePosts());
    installation.start(AccountModule::new);
  }

  /** What nobody may do: no admin is left for the next test. */
  @AfterEach
  void dismissAll() {
    for (long admin : admins) {
      rows().execute(h -> h.execute("UPDATE account SET roles = 0 WHERE user_id = ?", admin));
    }
  }

  @Test
  void ofTwoWhoTakeEachOthersRoleOneStays() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      long ana = admin();
      long ben = admin();

      List<String> outcomes =
          Race.run(
              2,
              runner ->
                  runner == 0
                      ? outcome(() -> dismiss(staff, ana, ben))
                      : outcome(() -> dismiss(staffThere, ben, ana)));

      assertThat(outcomes).containsOnlyOnce("done");
      assertThat(activeOf(ana, ben)).isEqualTo(1);
      dismissAll();
    }
  }

  @Test
  void ofTwoWhoSuspendAndDismissEachOtherOneStays() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      long ana = admin();
      long ben = admin();

      List<String> outcomes =
          Race.run(
              2,
              runner ->
                  runner == 0
                      ? outcome(() -> staff.suspend(ana, ben, "spam"))
                      : outcome(() -> dismiss(staffThere, ben, ana)));

      assertThat(outcomes).containsOnlyOnce("done");
      assertThat(activeOf(ana, ben)).isEqualTo(1);
      dismissAll();
    }
  }

  @Test
  void ofManyInARingOneStays() throws Exception {
    long[] ring = new long[6];
    Arrays.setAll(ring, i -> admin());

    List<String> outcomes =
        Race.run(
            ring.length,
            i -> {
              StaffClient way = i % 2 == 0 ? staff : staffThere;
              return outcome(() -> dismiss(way, ring[i], ring[(i + 1) % ring.length]));
            });

    assertThat(activeOf(ring)).isPositive();
    assertThat(outcomes).filteredOn("done"::equals).hasSize(ring.length - activeOf(ring));
  }

  @Test
  void theLastOneStaysWhoeverAsks() {
    long ana = admin();
    long suspended = admin();
    staff.suspend(ana, suspended, "spam");

    Refusal refusal = Refusal.of(() -> staff.asTools().setRoles(roles(text(ana))));

    assertThat(refusal.code()).isEqualTo(Code.FAILED_PRECONDITION);
    assertThat(refusal.reason()).isEqualTo("LAST_ADMIN");
    assertThat(
            Refusal.of(() -> staff.asTools().setRoles(roles(text(ana), Role.MODERATOR))).reason())
        .isEqualTo("LAST_ADMIN");
    assertThat(activeOf(ana)).isEqualTo(1);
    assertThat(StaffClient.acts(rows(), ana)).hasSize(1);
    assertThat(
            staff
                .asTools()
                .setRoles(roles(text(ana), Role.ADMIN, Role.MODERATOR))
                .getAccount()
                .getRolesList())
        .containsExactly(Role.MODERATOR, Role.ADMIN);
    staff.reinstate(ana, suspended);
    assertThat(staff.asTools().setRoles(roles(text(ana))).getAccount().getRolesList()).isEmpty();
  }

  /** It would be tried for ever otherwise. */
  @Test
  void aDecisionOnTheLastOneHasNoEffect() {
    long ana = admin();
    var decision =
        ApplyDecisionRequest.newBuilder()
            .setActId(here.installation().ids().next())
            .setAccountId(ana)
            .setStaffId(2)
            .setKind(Kind.SUSPEND)
            .setReason("spam")
            .build();

    staff.asMedia().applyDecision(decision);
    assertThat(activeOf(ana)).isEqualTo(1);

    admin();
    staff.asMedia().applyDecision(decision);
    assertThat(activeOf(ana)).isZero();
  }

  /** Somebody new, who is an admin in both processes. */
  private long admin() {
    long account = staff.register(Role.ADMIN);
    admins.add(account);
    Eventually.await(SOON, () -> mayList(staffThere, account));
    return account;
  }

  private static boolean mayList(StaffClient way, long account) {
    return outcome(() -> way.as(account).listAccounts(ListAccountsRequest.getDefaultInstance()))
        .equals("done");
  }

  private static void dismiss(StaffClient way, long admin, long other) {
    way.as(admin).setRoles(roles(text(other)));
  }

  private static String outcome(Runnable call) {
    try {
      call.run();
      return "done";
    } catch (StatusRuntimeException e) {
      String reason = Refusal.of(e).reason();
      assertThat(reason).isIn("LAST_ADMIN", "ADMIN_NEEDED", "CALLER_NOT_ALLOWED");
      return reason;
    }
  }

  /** How many of them are admins whom nothing keeps from acting. */
  private static int activeOf(long... accounts) {
    int active = 0;
    for (long account : accounts) {
      active +=
          rows()
              .read(
                  h ->
                      h.createQuery(
                              "SELECT COUNT(*) FROM account"
                                  + " WHERE user_id = ? AND state = 0 AND roles IN (2, 3)")
                          .bind(0, account)
                          .mapTo(Integer.class)
                          .one());
    }
    return active;
  }

  private static String text(long account) {
    return Long.toString(account);
  }

  private static Database rows() {
    return database.database(Keyspace.ACCOUNT);
  }
}
