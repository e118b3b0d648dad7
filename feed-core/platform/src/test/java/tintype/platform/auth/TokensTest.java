package tintype.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.platform.rpc.ApiException;

class TokensTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @TempDir Path folder;
  private Instant now = NOW;
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneId getZone() {
          return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };
  private Credentials credentials;
  private TokenVerifier verifier;

  @BeforeEach
  void trustAccountAndGraph() {
    credentials = new Credentials(folder.resolve("credentials"));
    verifier =
        new TokenVerifier(
            "media",
            Map.of(
                "account", credentials.keyPair("account").getPublic(),
                "graph", credentials.keyPair("graph").getPublic()),
            clock);
  }

  @Test
  void anAccessTokenSaysWhoseItIs() {
    String token = signer("account").accessToken(7, 9, NOW.plus(TokenSigner.ACCESS_LIFETIME));
    TokenVerifier.Verified verified = verifier.verify(token);
    assertThat(verified.account()).isEqualTo(7);
    assertThat(verified.session()).isEqualTo(9);
    assertThat(verified.service()).isEmpty();
  }

  @Test
  void aServiceTokenSaysWhichService() {
    String token = signer("graph").serviceToken(Set.of("media"), Duration.ofMinutes(5));
    assertThat(verifier.verify(token).service()).isEqualTo("graph");
  }

  @Test
  void aTokenStopsWhenItExpiresAlsoWhereItWasSeenBefore() {
    String token = signer("account").accessToken(7, 9, NOW.plusSeconds(600));
    verifier.verify(token);
    now = NOW.plusSeconds(599);
    verifier.verify(token);
    now = NOW.plusSeconds(600);
    assertRefused(token, "TOKEN_EXPIRED");
    String late = signer("account").accessToken(7, 10, NOW.plusSeconds(1));
    assertRefused(late, "TOKEN_EXPIRED");
  }

  @Test
  void aServiceTokenForAnotherServiceIsRefused() {
    assertRefused(
        signer("graph").serviceToken(Set.of("feed"), Duration.ofMinutes(5)), "TOKEN_INVALID");
  }

  @Test
  void onlyAccountServiceVouchesForAccounts() {
    assertRefused(signer("graph").accessToken(7, 9, NOW.plusSeconds(60)), "TOKEN_INVALID");
  }

  @Test
  void aSignerThatNobodyTrustsIsRefused() {
    assertRefused(
        signer("stranger").serviceToken(Set.of("media"), Duration.ofMinutes(5)), "TOKEN_INVALID");
  }

  @Test
  void aKeyOfAnotherInstallationForgesNothing() {
    Credentials others = new Credentials(folder.resolve("others"));
    TokenSigner forger = new TokenSigner("account", others.keyPair("account").getPrivate(), clock);
    assertRefused(forger.accessToken(7, 9, NOW.plusSeconds(60)), "TOKEN_INVALID");
  }

  @Test
  void whatIsAlteredOrUnsignedIsRefused() {
    String token = signer("account").accessToken(7, 9, NOW.plusSeconds(60));
    String[] parts = token.split("\\.");
    String other = encode(decode(parts[1]).replace("\"sub\":\"7\"", "\"sub\":\"8\""));
    assertRefused(parts[0] + "." + other + "." + parts[2], "TOKEN_INVALID");
    assertRefused(
        encode("{\"alg\":\"none\",\"kid\":\"service:account\"}") + "." + parts[1] + ".",
        "TOKEN_INVALID");
    assertRefused(parts[0] + "." + parts[1], "TOKEN_INVALID");
    assertRefused("", "TOKEN_INVALID");
    assertRefused("x".repeat(5_000), "TOKEN_INVALID");
  }

  @Test
  void aTokenHoldsFourKibibytes() {
    int audiences = 0;
    while (tokenFor(audiences + 1).length() <= 4_096) {
      audiences++;
    }
    assertThat(verifier.verify(tokenFor(audiences)).service()).isEqualTo("graph");
    assertRefused(tokenFor(audiences + 1), "TOKEN_INVALID");
  }

  /** A good token, as long as the names of so many audiences make it. */
  private String tokenFor(int audiences) {
    Set<String> names = new TreeSet<>(Set.of("media"));
    for (int i = 0; i < audiences; i++) {
      names.add("another-%05d".formatted(i));
    }
    return signer("graph").serviceToken(names, Duration.ofMinutes(5));
  }

  @Test
  void keysLastAndAreTheOwnersAlone() throws Exception {
    var again = new Credentials(folder.resolve("credentials"));
    assertThat(again.keyPair("account").getPublic())
        .isEqualTo(credentials.keyPair("account").getPublic());
    assertThat(again.secret("page-tokens")).isEqualTo(credentials.secret("page-tokens"));
    assertThat(Files.getPosixFilePermissions(folder.resolve("credentials/account.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  private TokenSigner signer(String service) {
    return new TokenSigner(service, credentials.keyPair(service).getPrivate(), clock);
  }

  private void assertRefused(String token, String reason) {
    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private static String encode(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String decode(String part) {
    return new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
  }
}
