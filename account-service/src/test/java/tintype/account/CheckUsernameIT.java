package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.account.AccountClient.freshName;

import io.grpc.Status.Code;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.account.v1.Account;
import tintype.account.v1.AccountServiceGrpc.AccountServiceBlockingStub;
import tintype.account.v1.CheckUsernameRequest;
import tintype.account.v1.CheckUsernameResponse;
import tintype.account.v1.CheckUsernameResponse.Reason;
import tintype.account.v1.UpdateProfileRequest;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

@OnEveryDatabase
class CheckUsernameIT {
  private static final FakeClock clock =
      new FakeClock(Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS));

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype =
      TestInstallation.over(database, Keyspace.ACCOUNT)
          .withClock(clock)
          .withSettings(
              Map.of("account-username-checks", "4", "account-open-username-checks", "20"));

  private static AccountClient client;

  @BeforeAll
  static void start() {
    tintype.serve("graph", new FakeGraph());
    tintype.serve("media", new FakePosts());
    tintype.start(AccountModule::new);
    client = new AccountClient(tintype);
  }

  @BeforeEach
  void allowAllAgain() {
    clock.advance(Duration.ofMinutes(1));
  }

  @Test
  void aFreeNameIsAvailableInAnyCase() {
    String name = freshName();

    CheckUsernameResponse answer = check(client.accounts, name.toUpperCase());

    assertThat(answer).isEqualTo(CheckUsernameResponse.newBuilder().setAvailable(true).build());
  }

  @Test
  void aTakenNameComesWithThreeThatAreFree() {
    String name = client.register().getAccount().getUsername();
    client.register(name + "_");
    client.register(name + "2");

    CheckUsernameResponse answer = check(client.accounts, name.toUpperCase());

    assertThat(answer.getAvailable()).isFalse();
    assertThat(answer.getReason()).isEqualTo(Reason.TAKEN);
    assertThat(answer.getSuggestionsList()).containsExactly(name + "1", name + "3", name + "4");
    answer.getSuggestionsList().forEach(client::register);
  }

  @Test
  void aNameThatIsNoneIsMalformedAndItsSuggestionsAreWellFormed() {
    for (String name :
        List.of("ab", "a..b", ".ab", "ab.", "an\u00e9", "a b", "\u00e9", "a".repeat(31))) {
      clock.advance(Duration.ofMinutes(1));
      CheckUsernameResponse answer = check(client.accounts, name);

      assertThat(answer.getAvailable()).isFalse();
      assertThat(answer.getReason()).isEqualTo(Reason.MALFORMED);
      assertThat(answer.getSuggestionsList())
          .hasSize(3)
          .allMatch(s -> s.matches("[a-z0-9_]+(\\.[a-z0-9_]+)*"))
          .allMatch(s -> s.length() >= 3 && s.length() <= 30);
    }
    assertThat(Refusal.of(() -> check(client.accounts, "")).fields()).containsExactly("username");
    assertThat(Refusal.of(() -> check(client.accounts, "a".repeat(101))).fields())
        .containsExactly("username");
  }

  @Test
  void anOwnNameAndAFreedOneAreAvailableToTheirOwnerAlone() {
    Account ana = client.register().getAccount();
    AccountServiceBlockingStub mine = client.accountsAs(Long.parseLong(ana.getId()));
    mine.updateProfile(UpdateProfileRequest.newBuilder().setUsername(freshName()).build());
    String name = ana.getUsername();

    assertThat(check(mine, name).getAvailable()).isTrue();
    assertThat(check(client.accounts, name).getReason()).isEqualTo(Reason.TAKEN);

    clock.advance(Duration.ofDays(30));
    assertThat(check(client.accounts, name).getAvailable()).isTrue();
  }

  @Test
  void anAccountIsLimitedByItself() {
    AccountServiceBlockingStub ana = client.accountsAs(1001);
    for (int i = 0; i < 4; i++) {
      check(ana, "any.name");
    }

    assertTooMany(ana, Duration.ofSeconds(15));

    assertThat(check(client.accountsAs(1002), "any.name").getAvailable()).isTrue();
    assertThat(check(client.accounts, "any.name").getAvailable()).isTrue();
    clock.advance(Duration.ofSeconds(15));
    check(ana, "any.name");
    assertTooMany(ana, Duration.ofSeconds(15));
  }

  @Test
  void allWithoutATokenAreLimitedTogetherAlsoAtOnce() throws Exception {
    List<Boolean> answered = Race.run(32, runner -> isAnswered());

    assertThat(answered).filteredOn(yes -> yes).hasSize(20);
    assertTooMany(client.accounts, Duration.ofSeconds(3));
    assertThat(check(client.accountsAs(1003), "any.name").getAvailable()).isTrue();
  }

  private static boolean isAnswered() {
    try {
      return check(client.accounts, "any.name").getAvailable();
    } catch (io.grpc.StatusRuntimeException e) {
      assertThat(Refusal.of(e).reason()).isEqualTo("TOO_MANY_CHECKS");
      return false;
    }
  }

  private static void assertTooMany(AccountServiceBlockingStub stub, Duration delay) {
    Refusal refusal = Refusal.of(() -> check(stub, "any.name"));
    assertThat(refusal.code()).isEqualTo(Code.RESOURCE_EXHAUSTED);
    assertThat(refusal.reason()).isEqualTo("TOO_MANY_CHECKS");
    assertThat(refusal.retryDelay()).isEqualTo(delay);
  }

  private static CheckUsernameResponse check(AccountServiceBlockingStub stub, String name) {
    return stub.checkUsername(CheckUsernameRequest.newBuilder().setUsername(name).build());
  }
}
