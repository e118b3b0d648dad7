package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.Account;
import tintype.account.v1.Account.Counts;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.BatchGetAccountsRequest;
import tintype.account.v1.GetAccountByUsernameRequest;
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.LogInRequest;
import tintype.account.v1.LogInResponse;
import tintype.account.v1.LogOutRequest;
import tintype.account.v1.Me;
import tintype.account.v1.RefreshRequest;
import tintype.account.v1.RegisterRequest;
import tintype.account.v1.RegisterResponse;
import tintype.account.v1.SessionServiceGrpc;
import tintype.account.v1.Tokens;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;

/** People register, come and go, and are found. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class AccountStoryIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  @Parameter Way way;
  private Calls calls;

  @BeforeEach
  void choose() {
    calls = SYSTEM.enter(way);
  }

  @Test
  void registeringOpensASession() {
    String name = Person.freshName();

    Person ana = Person.register(calls, name.toUpperCase());

    Me me =
        ana.call(AccountServiceGrpc.getGetMeMethod(), GetMeRequest.getDefaultInstance()).getMe();
    assertThat(me.getAccount()).isEqualTo(ana.account());
    assertThat(me.getAccount().getUsername()).isEqualTo(name);
    assertThat(me.getEmail()).isEqualTo(name.toUpperCase() + "@example.com");
    assertThat(me.getAccount().getCounts()).isEqualTo(Counts.getDefaultInstance());
    Instant made = Instant.ofEpochSecond(me.getAccount().getCreateTime().getSeconds());
    assertThat(made).isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
    assertThat(ana.tokens().getAccessTokenExpireTime().getSeconds())
        .isBetween(made.getEpochSecond() + 590, made.getEpochSecond() + 610);
  }

  @Test
  void registeringAgainWithTheSameRequestIdAnswersTheSameAccount() {
    RegisterRequest request =
        Person.registration(Person.freshName()).setRequestId(UUID.randomUUID().toString()).build();
    RegisterResponse first = calls.call(AccountServiceGrpc.getRegisterMethod(), request, "");

    RegisterResponse again = calls.call(AccountServiceGrpc.getRegisterMethod(), request, "");

    assertThat(again.getAccount().getId()).isEqualTo(first.getAccount().getId());
    assertThat(again.getTokens().getSessionId()).isNotEqualTo(first.getTokens().getSessionId());
    RegisterRequest other = request.toBuilder().setFullName("Somebody else").build();
    Refused refused =
        Refused.by(() -> calls.call(AccountServiceGrpc.getRegisterMethod(), other, ""));
    assertThat(refused.codeAndReason()).isEqualTo("ALREADY_EXISTS REQUEST_ID_REUSED");
  }

  @Test
  void loggingInTakesAnyCaseOfLetters() {
    Person ana = Person.register(calls);

    LogInResponse answer = logIn(ana.account().getUsername().toUpperCase(), Person.PASSWORD);

    assertThat(answer.getAccount().getId()).isEqualTo(ana.id());
    Person back = new Person(calls, answer.getAccount(), answer.getTokens());
    assertThat(back.call(AccountServiceGrpc.getGetMeMethod(), GetMeRequest.getDefaultInstance()))
        .isNotNull();
  }

  @Test
  void wrongPasswordAndUnknownNameAnswerTheSame() {
    Person ana = Person.register(calls);

    Refused wrong = Refused.by(() -> logIn(ana.account().getUsername(), "not her password"));
    Refused unknown = Refused.by(() -> logIn("nobody_has_this_name", "not her password"));

    assertThat(wrong.codeAndReason()).isEqualTo("UNAUTHENTICATED CREDENTIALS_WRONG");
    assertThat(unknown.getMessage()).isEqualTo(wrong.getMessage());
  }

  @Test
  void aRefreshTokenIsGoodOnce() {
    Person ana = Person.register(calls);

    Tokens second = refresh(ana.tokens());
    Tokens third = refresh(second);

    assertThat(third.getSessionId()).isEqualTo(ana.tokens().getSessionId());
    Refused reused = Refused.by(() -> refresh(second));
    assertThat(reused.codeAndReason()).isEqualTo("UNAUTHENTICATED REFRESH_TOKEN_REUSED");
    Refused ended = Refused.by(() -> refresh(third));
    assertThat(ended.codeAndReason()).isEqualTo("UNAUTHENTICATED REFRESH_TOKEN_INVALID");
  }

  @Test
  void loggingOutEndsTheSessionOnly() {
    Person ana = Person.register(calls);
    Tokens other = logIn(ana.account().getUsername(), Person.PASSWORD).getTokens();

    ana.call(SessionServiceGrpc.getLogOutMethod(), LogOutRequest.getDefaultInstance());

    Refused refused = Refused.by(() -> refresh(ana.tokens()));
    assertThat(refused.codeAndReason()).isEqualTo("UNAUTHENTICATED REFRESH_TOKEN_INVALID");
    assertThat(refresh(other).getSessionId()).isEqualTo(other.getSessionId());
  }

  @Test
  void accountsAreFoundByIdAndByName() {
    Person ana = Person.register(calls);
    var byId = GetAccountRequest.newBuilder().setAccountId(ana.id()).build();
    var byName =
        GetAccountByUsernameRequest.newBuilder()
            .setUsername(ana.account().getUsername().toUpperCase())
            .build();
    var me = GetAccountRequest.newBuilder().setAccountId("me").build();

    assertThat(calls.call(AccountServiceGrpc.getGetAccountMethod(), byId, "").getAccount())
        .isEqualTo(ana.account());
    assertThat(
            calls.call(AccountServiceGrpc.getGetAccountByUsernameMethod(), byName, "").getAccount())
        .isEqualTo(ana.account());
    assertThat(ana.call(AccountServiceGrpc.getGetAccountMethod(), me).getAccount())
        .isEqualTo(ana.account());
  }

  @Test
  void aBatchAnswersInTheOrderAskedWithoutTheAbsent() {
    Person ana = Person.register(calls);
    Person ben = Person.register(calls);
    var request =
        BatchGetAccountsRequest.newBuilder()
            .addAllAccountIds(List.of(ben.id(), "1", "me", ben.id()))
            .build();

    var accounts = ana.call(AccountServiceGrpc.getBatchGetAccountsMethod(), request);

    assertThat(accounts.getAccountsList())
        .extracting(Account::getId)
        .startsWith(ben.id(), ana.id())
        .doesNotContain("1");
  }

  @Test
  void countsAreExactAfterQuiet() {
    Person ana = Person.register(calls);
    Person ben = Person.register(calls);
    ben.follow(ana);
    ana.post("one");
    ana.delete(ana.post("two"));

    Eventually.awaitPass(
        Duration.ofSeconds(5),
        () -> {
          assertThat(counts(ana)).isEqualTo(counts(1, 1, 0));
          assertThat(counts(ben)).isEqualTo(counts(0, 0, 1));
        });
  }

  private Counts counts(Person person) {
    var request = GetAccountRequest.newBuilder().setAccountId(person.id()).build();
    return calls
        .call(AccountServiceGrpc.getGetAccountMethod(), request, "")
        .getAccount()
        .getCounts();
  }

  private static Counts counts(int posts, int followers, int following) {
    return Counts.newBuilder()
        .setPosts(posts)
        .setFollowers(followers)
        .setFollowing(following)
        .build();
  }

  private LogInResponse logIn(String login, String password) {
    var request = LogInRequest.newBuilder().setLogin(login).setPassword(password).build();
    return calls.call(SessionServiceGrpc.getLogInMethod(), request, "");
  }

  private Tokens refresh(Tokens tokens) {
    var request = RefreshRequest.newBuilder().setRefreshToken(tokens.getRefreshToken()).build();
    return calls.call(SessionServiceGrpc.getRefreshMethod(), request, "").getTokens();
  }
}
