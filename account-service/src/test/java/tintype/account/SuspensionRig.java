package tintype.account;

import static tintype.account.StaffClient.suspension;

import java.time.Instant;
import tintype.account.v1.Account;
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.StaffAccount.Role;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.server.RunningService;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeGraph;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** account-service with a moderator and an admin. */
final class SuspensionRig {
  final RunningService service;
  final AccountClient client;
  final StaffClient staff;
  final long moderator;
  final long admin;
  private final TestDatabase database;

  SuspensionRig(TestInstallation tintype, TestDatabase database) {
    tintype.serve("graph", new FakeGraph());
    tintype.serve("media", new FakePosts());
    service = tintype.start(AccountModule::new);
    client = new AccountClient(tintype);
    staff = new StaffClient(tintype, client);
    moderator = staff.register(Role.MODERATOR);
    admin = staff.register(Role.ADMIN);
    this.database = database;
  }

  void suspendUntil(long account, Instant end) {
    staff.as(moderator).suspend(suspension(account, "spam").setEndTime(ProtoTimes.of(end)).build());
  }

  Account seen(long viewer, long account) {
    var request = GetAccountRequest.newBuilder().setAccountId(Long.toString(account)).build();
    return client.accountsAs(viewer).getAccount(request).getAccount();
  }

  Database rows() {
    return database.database(Keyspace.ACCOUNT);
  }
}
