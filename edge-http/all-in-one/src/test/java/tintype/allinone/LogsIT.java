package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.LogInRequest;
import tintype.account.v1.LogInResponse;
import tintype.account.v1.LogOutRequest;
import tintype.account.v1.RefreshRequest;
import tintype.account.v1.SessionServiceGrpc;
import tintype.account.v1.Tokens;
import tintype.testkit.Eventually;

/** A log tells what happened to whom by request id, and nobody's secrets. */
class LogsIT {
  private static final String WRONG_PASSWORD = "quite another horse";

  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  @ParameterizedTest
  @EnumSource(Transport.class)
  void noSecretIsLoggedAtAnyLevel(Transport transport) {
    Calls calls = SYSTEM.calls(transport);
    String name = Person.freshName();
    Set<String> secrets = new TreeSet<>(Set.of(Person.PASSWORD, WRONG_PASSWORD, name + "@"));

    List<CapturedLog.Line> lines;
    try (CapturedLog log = CapturedLog.open()) {
      Person ana = Person.register(calls, name);
      secrets.addAll(secretsOf(ana.tokens()));
      secrets.addAll(comeAndGo(calls, ana));
      lines = log.lines();
    }

    // The story was told, by our loggers and by the libraries'.
    assertThat(loggers(lines)).anyMatch(logger -> logger.startsWith("tintype."));
    assertThat(loggers(lines)).anyMatch(logger -> !logger.startsWith("tintype."));
    for (String secret : secrets) {
      String hex = HexFormat.of().formatHex(secret.getBytes(StandardCharsets.UTF_8));
      assertThat(lines)
          .filteredOn(line -> line.raw().contains(secret) || line.raw().contains(hex))
          .as("lines with %s", secret)
          .isEmpty();
    }
  }

  @Test
  void everyLineOfARequestHasItsIdInEveryServiceThatItReaches() {
    Person ana = Person.register(SYSTEM.http());
    Person ben = Person.register(SYSTEM.http());
    ben.follow(ana);
    ana.post("To be read about");

    try (CapturedLog log = CapturedLog.open()) {
      HttpResponse<byte[]> answer =
          SYSTEM.http().send("GET", "/v1/feed", ben.token(), new byte[0], "");
      String id = answer.headers().firstValue("x-request-id").orElseThrow();

      Eventually.awaitPass(
          Duration.ofSeconds(5),
          () ->
              assertThat(ended(log, id))
                  .contains("edge", "feed ListHomePosts", "media BatchGetPosts")
                  .anyMatch(line -> line.startsWith("graph "))
                  .anyMatch(line -> line.startsWith("account ")));
      assertThat(log.lines())
          .filteredOn(line -> line.field("message").equals("answered"))
          // A call made before may end its line only now.
          .filteredOn(line -> line.field("request_id").equals(id))
          .singleElement()
          .satisfies(
              line -> {
                assertThat(line.field("route")).isEqualTo("/v1/feed");
                assertThat(line.field("status")).isEqualTo("200");
                assertThat(line.field("bytes")).isEqualTo("" + answer.body().length);
              });
    }
  }

  /** Services in which something ended under this id. */
  private static Set<String> ended(CapturedLog log, String id) {
    return log.lines().stream()
        .filter(line -> line.field("request_id").equals(id))
        .map(line -> (line.field("service") + " " + line.field("rpc")).strip())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Logs in, fails to, refreshes, uses a spent token and logs out; the secrets met on the way. */
  private static Set<String> comeAndGo(Calls calls, Person ana) {
    Set<String> secrets = new TreeSet<>();
    ana.call(AccountServiceGrpc.getGetMeMethod(), GetMeRequest.getDefaultInstance());
    Refused.by(() -> logIn(calls, ana, WRONG_PASSWORD));
    LogInResponse in = logIn(calls, ana, Person.PASSWORD);
    secrets.addAll(secretsOf(in.getTokens()));
    Tokens next = refresh(calls, in.getTokens());
    secrets.addAll(secretsOf(next));
    Refused.by(() -> refresh(calls, in.getTokens()));
    Refused.by(() -> Person.register(calls, ana.account().getUsername()));
    Person damaged = new Person(calls, ana.account(), damaged(ana.tokens()));
    Refused.by(
        () -> damaged.call(AccountServiceGrpc.getGetMeMethod(), GetMeRequest.getDefaultInstance()));
    ana.call(SessionServiceGrpc.getLogOutMethod(), LogOutRequest.getDefaultInstance());
    return secrets;
  }

  /** Whole, and the parts of an access token that only its holder knows. */
  private static Set<String> secretsOf(Tokens tokens) {
    String access = tokens.getAccessToken();
    return Set.of(
        access,
        access.substring(access.lastIndexOf('.') + 1),
        tokens.getRefreshToken(),
        tokens.getRefreshToken().substring(60));
  }

  private static Tokens damaged(Tokens tokens) {
    return tokens.toBuilder().setAccessToken(tokens.getAccessToken() + "A").build();
  }

  private static LogInResponse logIn(Calls calls, Person person, String password) {
    var request =
        LogInRequest.newBuilder()
            .setLogin(person.account().getUsername())
            .setPassword(password)
            .build();
    return calls.call(SessionServiceGrpc.getLogInMethod(), request, "");
  }

  private static Tokens refresh(Calls calls, Tokens tokens) {
    var request = RefreshRequest.newBuilder().setRefreshToken(tokens.getRefreshToken()).build();
    return calls.call(SessionServiceGrpc.getRefreshMethod(), request, "").getTokens();
  }

  private static Set<String> loggers(List<CapturedLog.Line> lines) {
    return lines.stream().map(line -> line.field("logger")).collect(Collectors.toSet());
  }
}
