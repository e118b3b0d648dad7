package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.Account;
import tintype.account.v1.AccountFacts;
import tintype.account.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import tintype.account.v1.BatchGetAccountFactsRequest;
import tintype.account.v1.BatchGetAccountsRequest;
import tintype.account.v1.GetAccountByUsernameRequest;
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.GetMeRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class AccountReadsIT {
  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype = TestInstallation.over(database, Keyspace.ACCOUNT);

  private static final FakeGraph graph = new FakeGraph();
  private static final FakePosts posts = new FakePosts();
  private static AccountClient client;

  @BeforeAll
  static void start() {
    tintype.serve("graph", graph);
    tintype.serve("media", posts);
    tintype.start(AccountModule::new);
    client = new AccountClient(tintype);
  }

  @Test
  void aPageHeadCarriesCounts() {
    Account ana = client.register().getAccount();
    graph.setCounts(id(ana), 12, 3);
    posts.setPosts(id(ana), 45);

    Account seen = get(client.accounts, ana.getId());

    assertThat(seen.getCounts())
        .isEqualTo(
            Account.Counts.newBuilder().setPosts(45).setFollowers(12).setFollowing(3).build());
    assertThat(seen.toBuilder().clearCounts().build())
        .isEqualTo(ana.toBuilder().clearCounts().build());
  }

  @Test
  void anAccountIsFoundByNameInAnyCaseAndByMe() {
    Account ana = client.register().getAccount();

    assertThat(byUsername(client.accounts, ana.getUsername().toUpperCase())).isEqualTo(ana);
    assertThat(get(client.accountsAs(id(ana)), "me")).isEqualTo(ana);
    assertThat(Refusal.of(() -> get(client.accounts, "me")).reason()).isEqualTo("TOKEN_MISSING");
  }

  @Test
  void aPrivateAccountsPageHeadIsForAll() {
    Account ana = client.register().getAccount();
    update("UPDATE account SET is_private = 1 WHERE user_id = ?", id(ana));

    assertThat(get(client.accounts, ana.getId()).getPrivate()).isTrue();
    assertThat(facts(id(ana)).getFirst().getSummary().getPrivate()).isTrue();
  }

  @Test
  void whoeverBlocksOrIsHiddenLooksLikeAnAccountThatNeverWas() {
    long viewer = id(client.register().getAccount());
    Account blocker = client.register().getAccount();
    Account hidden = client.register().getAccount();
    graph.block(id(blocker), viewer);
    hide(id(hidden), 2);
    AccountServiceBlockingStub stub = client.accountsAs(viewer);

    Refusal never = Refusal.of(() -> get(stub, "12345"));
    assertThat(never.code()).isEqualTo(Code.NOT_FOUND);
    assertThat(never.reason()).isEqualTo("ACCOUNT_NOT_FOUND");
    for (Account absent : List.of(blocker, hidden)) {
      assertThat(Refusal.of(() -> get(stub, absent.getId()))).isEqualTo(never);
      assertThat(Refusal.of(() -> byUsername(stub, absent.getUsername()))).isEqualTo(never);
    }
    assertThat(Refusal.of(() -> byUsername(stub, "nobody.has.this"))).isEqualTo(never);
    assertThat(get(client.accounts, blocker.getId()).getUsername())
        .isEqualTo(blocker.getUsername());
  }

  @Test
  void whoBlocksSeesTheBlockedPageHead() {
    long viewer = id(client.register().getAccount());
    Account blocked = client.register().getAccount();
    graph.block(viewer, id(blocked));

    assertThat(get(client.accountsAs(viewer), blocked.getId())).isEqualTo(blocked);
  }

  @Test
  void batchesAnswerInTheOrderAskedAndLeaveOutWhatIsNotThere() {
    long viewer = id(client.register().getAccount());
    Account ana = client.register().getAccount();
    Account bo = client.register().getAccount();
    Account blocker = client.register().getAccount();
    graph.block(id(blocker), viewer);

    List<String> answered =
        batch(
            client.accountsAs(viewer),
            bo.getId(),
            "12345",
            ana.getId(),
            "me",
            blocker.getId(),
            bo.getId());

    assertThat(answered)
        .containsExactly(bo.getId(), ana.getId(), Long.toString(viewer), bo.getId());
    assertThat(batch(client.accounts, blocker.getId())).containsExactly(blocker.getId());
    assertThat(Refusal.of(() -> batch(client.accounts, ana.getId(), "me")).reason())
        .isEqualTo("TOKEN_MISSING");
  }

  @Test
  void batchesHoldOneToAHundredIds() {
    String id = client.register().getAccount().getId();

    assertThat(batch(client.accounts, repeat(id, 100))).hasSize(100);
    assertThat(Refusal.of(() -> batch(client.accounts, repeat(id, 101))).fields())
        .containsExactly("account_ids");
    assertThat(Refusal.of(() -> batch(client.accounts)).fields()).containsExactly("account_ids");
    assertThat(Refusal.of(() -> batch(client.accounts, "0")).fields())
        .containsExactly("account_ids[0]");
  }

  @Test
  void factsTellOfHiddenAccountsAndLeaveOutThoseThatNeverWere() {
    Account ana = client.register().getAccount();
    Account hidden = client.register().getAccount();
    hide(id(hidden), 1);

    List<AccountFacts> facts = facts(id(hidden), 12345, id(ana), id(hidden));

    assertThat(facts)
        .extracting(AccountFacts::getAccountId)
        .containsExactly(id(hidden), id(ana), id(hidden));
    assertThat(facts).extracting(AccountFacts::getHidden).containsExactly(true, false, true);
    assertThat(facts.get(1).getSummary().getUsername()).isEqualTo(ana.getUsername());
    assertThat(facts.get(1).getSummary().getId()).isEqualTo(ana.getId());
  }

  @Test
  void factsAreForServices() {
    var request = BatchGetAccountFactsRequest.newBuilder().addAccountIds(1).build();

    assertThat(Refusal.of(() -> client.accountsAs(1).batchGetAccountFacts(request)).code())
        .isEqualTo(Code.PERMISSION_DENIED);
    assertThat(Refusal.of(() -> client.accounts.batchGetAccountFacts(request)).code())
        .isEqualTo(Code.UNAUTHENTICATED);
  }

  @Test
  void aDeactivatedOwnerStillSeesTheirAccount() {
    long ana = id(client.register().getAccount());
    hide(ana, 1);

    assertThat(
            client
                .accountsAs(ana)
                .getMe(GetMeRequest.getDefaultInstance())
                .getMe()
                .getDeactivated())
        .isTrue();
  }

  @Test
  void aTokenThatOutlivedItsAccountFindsNothing() {
    assertThat(
            Refusal.of(() -> client.accountsAs(12345).getMe(GetMeRequest.getDefaultInstance()))
                .reason())
        .isEqualTo("ACCOUNT_NOT_FOUND");
  }

  private static Account get(AccountServiceBlockingStub stub, String id) {
    return stub.getAccount(GetAccountRequest.newBuilder().setAccountId(id).build()).getAccount();
  }

  private static Account byUsername(AccountServiceBlockingStub stub, String name) {
    return stub.getAccountByUsername(
            GetAccountByUsernameRequest.newBuilder().setUsername(name).build())
        .getAccount();
  }

  private static List<String> batch(AccountServiceBlockingStub stub, String... ids) {
    return stub
        .batchGetAccounts(
            BatchGetAccountsRequest.newBuilder().addAllAccountIds(List.of(ids)).build())
        .getAccountsList()
        .stream()
        .map(Account::getId)
        .toList();
  }

  private static List<AccountFacts> facts(long... ids) {
    var request = BatchGetAccountFactsRequest.newBuilder();
    for (long id : ids) {
      request.addAccountIds(id);
    }
    return tintype
        .asService(client.accounts, "media")
        .batchGetAccountFacts(request.build())
        .getFactsList();
  }

  private static String[] repeat(String id, int times) {
    return java.util.Collections.nCopies(times, id).toArray(String[]::new);
  }

  private static long id(Account account) {
    return Long.parseLong(account.getId());
  }

  private static void hide(long account, int state) {
    update("UPDATE account SET state = " + state + " WHERE user_id = ?", account);
  }

  private static void update(String sql, long account) {
    database.database(Keyspace.ACCOUNT).execute(h -> h.execute(sql, account));
  }
}
