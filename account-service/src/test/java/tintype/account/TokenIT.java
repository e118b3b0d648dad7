package tintype.account;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.account.AccountClient.with;

import io.grpc.Status.Code;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.RegisterResponse;
import tintype.platform.auth.Credentials;
import tintype.platform.auth.TokenSigner;
import tintype.platform.server.Trust;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.FakeGraph;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;
import tintype.testkit.TestInstallation;

/** Tokens that are not good, over the whole stack. */
@OnEveryDatabase
class TokenIT {
  private static final FakeClock clock =
      new FakeClock(Instant.now().plusSeconds(3_600).truncatedTo(ChronoUnit.SECONDS));

  @RegisterExtension
  @Order(1)
  static final TestDatabase database = TestDatabase.of(Keyspace.ACCOUNT);

  @RegisterExtension
  @Order(2)
  static final TestInstallation tintype =
      TestInstallation.over(database, Keyspace.ACCOUNT).withClock(clock);

  private static AccountClient client;
  private static RegisterResponse ana;
  private static long id;

  @BeforeAll
  static void start() {
    tintype.serve("graph", new FakeGraph());
    tintype.serve("media", new FakePosts());
    tintype.start(AccountModule::new);
    client = new AccountClient(tintype);
    ana = client.register();
    id = Long.parseLong(ana.getAccount().getId());
  }

  @Test
  void aTokenWorksTenMinutes() {
    String token = client.register().getTokens().getAccessToken();

    clock.advance(Duration.ofMinutes(10).minusSeconds(1));
    getMe(token);
    clock.advance(Duration.ofSeconds(1));
    assertRefused(token, "TOKEN_EXPIRED");
  }

  @Test
  void aTokenThatWasAlteredIsRefused() {
    String[] parts = tokenOf(tintype.signer("account")).split("\\.");
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    String other = claims.replace("\"" + id + "\"", "\"" + (id + 1) + "\"");
    assertThat(other).isNotEqualTo(claims);

    assertRefused(parts[0] + "." + encode(other) + "." + parts[2], "TOKEN_INVALID");
  }

  @Test
  void aTokenWithoutASignatureIsRefused() {
    String[] parts = tokenOf(tintype.signer("account")).split("\\.");
    String none = encode("{\"alg\":\"none\",\"kid\":\"service:account\"}");

    assertRefused(none + "." + parts[1] + ".", "TOKEN_INVALID");
    assertRefused(parts[0] + "." + parts[1] + ".", "TOKEN_INVALID");
  }

  @Test
  void aTokenOfAnotherInstallationIsRefused(@TempDir Path folder) throws Exception {
    Path theirs = Files.createDirectory(folder.resolve("credentials"));
    TokenSigner forger = new Trust(new Credentials(theirs), clock).signer("account");

    assertRefused(tokenOf(forger), "TOKEN_INVALID");
  }

  @Test
  void anotherServiceCannotSignForAccounts() {
    assertRefused(tokenOf(tintype.signer("graph")), "TOKEN_INVALID");
    assertRefused(tokenOf(tintype.signer("tools")), "TOKEN_INVALID");
  }

  @Test
  void aServiceIsNoAccount() {
    String token = tintype.signer("graph").serviceToken(Set.of("account"), Duration.ofMinutes(5));

    assertThat(Refusal.of(() -> getMe(token)).reason()).isEqualTo("CALLER_NOT_ALLOWED");
  }

  @Test
  void aTokenForAnotherServiceIsRefused() {
    String token = tintype.signer("graph").serviceToken(Set.of("media"), Duration.ofMinutes(5));

    assertRefused(token, "TOKEN_INVALID");
  }

  @Test
  void nothingAndGarbageAreRefused() {
    assertThat(Refusal.of(() -> client.accounts.getMe(GetMeRequest.getDefaultInstance())).reason())
        .isEqualTo("TOKEN_MISSING");
    assertRefused("garbage", "TOKEN_INVALID");
    assertRefused("", "TOKEN_INVALID");
    assertRefused(ana.getTokens().getRefreshToken(), "TOKEN_INVALID");
    assertRefused("x".repeat(5_000), "TOKEN_INVALID");
  }

  private static String tokenOf(TokenSigner signer) {
    return signer.accessToken(id, 1, clock.instant().plus(Duration.ofMinutes(10)));
  }

  private static void getMe(String token) {
    assertThat(
            with(client.accounts, token)
                .getMe(GetMeRequest.getDefaultInstance())
                .getMe()
                .getAccount()
                .getUsername())
        .isNotEmpty();
  }

  private static void assertRefused(String token, String reason) {
    Refusal refusal = Refusal.of(() -> getMe(token));
    assertThat(refusal.code()).isEqualTo(Code.UNAUTHENTICATED);
    assertThat(refusal.reason()).isEqualTo(reason);
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
