package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.Account;
import tintype.account.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import tintype.account.v1.BatchGetAccountIdsRequest;
import tintype.account.v1.UpdateProfileRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class BatchGetAccountIdsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype = TestInstallation.over(database, Keyspace.ACCOUNT);

  private static AccountClient client;

  @BeforeAll
  static void start() {
    tintype.serve("graph", new FakeGraph());
    tintype.serve("media", new FakePosts());
    tintype.start(AccountModule::new);
    client = new AccountClient(tintype);
  }

  @Test
  void answersInTheOrderAskedAndZeroForNobody() {
    Account ana = client.register().getAccount();
    Account ben = client.register().getAccount();

    assertThat(
            ids(
                ben.getUsername(),
                "nobody.at.all",
                ana.getUsername().toUpperCase(),
                ben.getUsername()))
        .containsExactly(id(ben), 0L, id(ana), id(ben));
  }

  @Test
  void aFreedNameIsNobodys() {
    Account ana = client.register().getAccount();
    String next = AccountClient.freshName();
    client
        .accountsAs(id(ana))
        .updateProfile(UpdateProfileRequest.newBuilder().setUsername(next).build());

    assertThat(ids(ana.getUsername(), next)).containsExactly(0L, id(ana));
  }

  @Test
  void hiddenAccountsHaveTheirNames() {
    Account ana = client.register().getAccount();
    database
        .database(Keyspace.ACCOUNT)
        .execute(
            handle -> handle.execute("UPDATE account SET state = 1 WHERE user_id = ?", id(ana)));

    assertThat(ids(ana.getUsername())).containsExactly(id(ana));
  }

  @Test
  void aThousandNamesAreTaken() {
    assertThat(ids(Collections.nCopies(1_000, "nobody").toArray(String[]::new)))
        .hasSize(1_000)
        .containsOnly(0L);
    assertThat(
            Refusal.of(() -> ids(Collections.nCopies(1_001, "nobody").toArray(String[]::new)))
                .reason())
        .isEqualTo("INVALID_FIELD");
  }

  @Test
  void onlyMediaServiceAsks() {
    var request = BatchGetAccountIdsRequest.newBuilder().addUsernames("nobody").build();

    assertThat(Refusal.of(() -> as("graph").batchGetAccountIds(request)).code())
        .isEqualTo(Code.PERMISSION_DENIED);
    assertThat(Refusal.of(() -> client.accounts.batchGetAccountIds(request)).code())
        .isEqualTo(Code.UNAUTHENTICATED);
  }

  private static List<Long> ids(String... usernames) {
    var request =
        BatchGetAccountIdsRequest.newBuilder().addAllUsernames(List.of(usernames)).build();
    return as("media").batchGetAccountIds(request).getAccountIdsList();
  }

  private static AccountServiceBlockingStub as(String service) {
    return tintype.asService(client.accounts, service);
  }

  private static long id(Account account) {
    return Long.parseLong(account.getId());
  }
}
