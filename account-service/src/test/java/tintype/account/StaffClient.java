package tintype.account;

import java.util.List;
import tintype.account.v1.Account;
import tintype.account.v1.ReinstateRequest;
import tintype.account.v1.SetRolesRequest;
import tintype.account.v1.StaffAccount;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAccountServiceGrpc;
import tintype.account.v1.StaffAccountServiceGrpc.StaffAccountServiceBlockingStub;
import tintype.account.v1.SuspendRequest;
import tintype.platform.sql.Database;
import tintype.testkit.TestInstallation;

/** Calls what is for staff, and makes people staff. */
final class StaffClient {
  private final TestInstallation tintype;
  private final AccountClient people;
  final StaffAccountServiceBlockingStub stub;

  StaffClient(TestInstallation tintype, AccountClient people) {
    this.tintype = tintype;
    this.people = people;
    this.stub = StaffAccountServiceGrpc.newBlockingStub(tintype.channel("account"));
  }

  /** Somebody new with these roles. */
  long register(Role... roles) {
    Account account = people.register().getAccount();
    if (roles.length > 0) {
      asTools().setRoles(roles(account.getId(), roles));
    }
    return Long.parseLong(account.getId());
  }

  StaffAccountServiceBlockingStub as(long account) {
    return tintype.asAccount(stub, account);
  }

  StaffAccountServiceBlockingStub asTools() {
    return tintype.asService(stub, "tools");
  }

  StaffAccountServiceBlockingStub asMedia() {
    return tintype.asService(stub, "media");
  }

  StaffAccount suspend(long staff, long account, String reason) {
    return as(staff).suspend(suspension(account, reason).build()).getAccount();
  }

  StaffAccount reinstate(long staff, long account) {
    var request =
        ReinstateRequest.newBuilder().setAccountId(Long.toString(account)).setReason("a mistake");
    return as(staff).reinstate(request.build()).getAccount();
  }

  static SuspendRequest.Builder suspension(long account, String reason) {
    return SuspendRequest.newBuilder().setAccountId(Long.toString(account)).setReason(reason);
  }

  static SetRolesRequest roles(String account, Role... roles) {
    return SetRolesRequest.newBuilder()
        .setAccountId(account)
        .addAllRoles(List.of(roles))
        .setReason("a test")
        .build();
  }

  /** What is kept of acts on an account: kind, who and why, oldest first. */
  static List<String> acts(Database database, long account) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT kind, staff_id, reason FROM staff_act
                    WHERE user_id = ? ORDER BY act_id
                    """)
                .bind(0, account)
                .map(
                    (row, context) -> row.getInt(1) + " " + row.getLong(2) + " " + row.getString(3))
                .list());
  }
}
