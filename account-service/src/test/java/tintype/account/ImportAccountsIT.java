package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.ImportAccountsRequest;
import tintype.account.v1.ImportAccountsResponse;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.Repeats;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class ImportAccountsIT {
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
  void importingTwiceMakesAccountsOnce() {
    ImportAccountsResponse first = importAll("", "a3", "a1", "a2", "a1");
    ImportAccountsResponse again = importAll("", "a2", "a4", "a1");

    assertThat(first.getCreated()).isEqualTo(3);
    assertThat(first.getAccountIds(1)).isEqualTo(first.getAccountIds(3));
    assertThat(new HashSet<>(first.getAccountIdsList())).hasSize(3);
    assertThat(again.getCreated()).isEqualTo(1);
    assertThat(again.getAccountIds(0)).isEqualTo(first.getAccountIds(2));
    assertThat(again.getAccountIds(2)).isEqualTo(first.getAccountIds(1));
    assertThat(importAll("", "a1", "a2").getCreated()).isZero();
  }

  @Test
  void importedAccountsAreAccountsAndNews() {
    long id = importAll("", "b1").getAccountIds(0);

    var account =
        client.accounts.getAccount(
            GetAccountRequest.newBuilder().setAccountId(Long.toString(id)).build());
    assertThat(account.getAccount().getUsername()).isEqualTo("b1");
    assertThat(count("outbox WHERE kind = 'AccountChanged' AND user_id = " + id)).isEqualTo(1);
  }

  @Test
  void aPasswordIsTheOneOfAll() {
    importAll("the loaders' password", "c1", "c2");

    assertThat(client.logIn("c1", "the loaders' password").getAccount().getUsername())
        .isEqualTo("c1");
    assertThat(client.logIn("c2", "the loaders' password").getAccount().getUsername())
        .isEqualTo("c2");
    assertThat(Refusal.of(() -> client.logIn("c1", "")).code()).isEqualTo(Code.INVALID_ARGUMENT);
  }

  @Test
  void aRegisteredNameIsAnsweredAndLeftAlone() {
    String id = client.register("registered").getAccount().getId();

    ImportAccountsResponse response = importAll("another password", "registered");

    assertThat(response.getCreated()).isZero();
    assertThat(response.getAccountIds(0)).isEqualTo(Long.parseLong(id));
    assertThat(client.logIn("registered", AccountClient.PASSWORD).hasTokens()).isTrue();
  }

  @Test
  void importsAtOnceOfTheSameNamesAgree() throws Exception {
    String[] names = IntStream.range(0, 40).mapToObj(i -> "d" + i).toArray(String[]::new);

    // Across shards nobody sees a deadlock, so one may time out: its repeat finds some of them
    // made.
    List<ImportAccountsResponse> responses =
        Race.run(4, runner -> Repeats.untilAnswered(() -> importAll("", names)));

    assertThat(responses.stream().map(ImportAccountsResponse::getAccountIdsList).distinct())
        .hasSize(1);
    assertThat(responses.stream().mapToInt(ImportAccountsResponse::getCreated).sum())
        .isLessThanOrEqualTo(40);
    assertThat(count("account WHERE username LIKE 'd%'")).isEqualTo(40);
  }

  @Test
  void namesThatWereFreedWaitForTheirRelease() {
    importAll("", "e1", "e2");
    database
        .database(Keyspace.ACCOUNT)
        .execute(
            h -> {
              h.execute("UPDATE username SET release_micros = 1 WHERE name = 'e1'");
              h.execute("UPDATE username SET release_micros = ? WHERE name = 'e2'", Long.MAX_VALUE);
            });

    assertThat(importAll("", "e1").getCreated()).isEqualTo(1);
    assertThat(Refusal.of(() -> importAll("", "e2")).reason()).isEqualTo("USERNAME_TAKEN");
  }

  @Test
  void onlyToolsImport() {
    var request = ImportAccountsRequest.newBuilder().addUsernames("f1").build();

    assertThat(Refusal.of(() -> client.imports.importAccounts(request)).reason())
        .isEqualTo("TOKEN_MISSING");
    assertThat(
            Refusal.of(() -> tintype.asService(client.imports, "graph").importAccounts(request))
                .reason())
        .isEqualTo("CALLER_NOT_ALLOWED");
  }

  private static ImportAccountsResponse importAll(String password, String... names) {
    return tintype
        .asService(client.imports, "tools")
        .importAccounts(
            ImportAccountsRequest.newBuilder()
                .addAllUsernames(Arrays.asList(names))
                .setPassword(password)
                .build());
  }

  private static long count(String from) {
    return database
        .database(Keyspace.ACCOUNT)
        .read(h -> h.createQuery("SELECT COUNT(*) FROM " + from).mapTo(Long.class).one());
  }
}
