package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.account.v1.AccountServiceGrpc;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.LogOutRequest;
import tintype.account.v1.SessionServiceGrpc;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.media.v1.DeletePostRequest;
import tintype.media.v1.PostServiceGrpc;
import tintype.platform.auth.TokenSigner;
import tintype.platform.server.Trust;
import tintype.testkit.EndToEnd;
import tintype.testkit.Eventually;

/** Every service lets in whom it should, and nobody else. */
@EndToEnd
@ParameterizedClass
@EnumSource(Way.class)
class TokensIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final Duration STOPS_WITHIN = Duration.ofMillis(250);

  @Parameter Way way;
  private Calls calls;

  /** A call of each service that needs an account. */
  private record Door<Q extends Message>(MethodDescriptor<Q, ? extends Message> method, Q request) {
    String service() {
      return method.getServiceName().split("\\.")[1];
    }

    void enter(Calls calls, String token) {
      calls.call(method, request, token);
    }
  }

  private static final List<Door<?>> DOORS =
      List.of(
          new Door<>(AccountServiceGrpc.getGetMeMethod(), GetMeRequest.getDefaultInstance()),
          new Door<>(
              GraphServiceGrpc.getFollowMethod(),
              FollowRequest.newBuilder().setAccountId("1").build()),
          new Door<>(
              PostServiceGrpc.getDeletePostMethod(),
              DeletePostRequest.newBuilder().setPostId("1_1").build()),
          new Door<>(
              FeedServiceGrpc.getListHomePostsMethod(), ListHomePostsRequest.getDefaultInstance()));

  @BeforeEach
  void enter() {
    calls = SYSTEM.enter(way);
  }

  @Test
  void withoutATokenNobodyComesIn() {
    assertRefusedEverywhere("", "TOKEN_MISSING");
  }

  @Test
  void anExpiredTokenIsRefused() {
    Person ana = Person.register(calls);

    String expired = accessToken("account", ana, Instant.now().minusSeconds(1));

    assertRefusedEverywhere(expired, "TOKEN_EXPIRED");
  }

  @Test
  void forgedTokensAreRefused() {
    Person ana = Person.register(calls);
    String good = ana.token();
    String[] parts = good.split("\\.");
    String claims = new String(java.util.Base64.getUrlDecoder().decode(parts[1]));
    String othersClaims = encode(claims.replace(ana.id(), "1"));
    String unsigned =
        encode("{\"alg\":\"none\",\"kid\":\"service:account\"}") + "." + parts[1] + ".";

    assertRefusedEverywhere("", "TOKEN_MISSING");
    assertRefusedEverywhere("not a token", "TOKEN_INVALID");
    assertRefusedEverywhere(parts[0] + "." + parts[1] + ".", "TOKEN_INVALID");
    assertRefusedEverywhere(parts[0] + "." + othersClaims + "." + parts[2], "TOKEN_INVALID");
    assertRefusedEverywhere(unsigned, "TOKEN_INVALID");
    assertRefusedEverywhere(ana.tokens().getRefreshToken(), "TOKEN_INVALID");
    // Another service's key is as good as none for an account's token.
    assertRefusedEverywhere(
        accessToken("media", ana, Instant.now().plusSeconds(60)), "TOKEN_INVALID");
    assertThat(refusedBy(DOORS.getFirst(), good)).isEqualTo("");
  }

  @Test
  void aServiceTokenIsNotTakenFromOutside() {
    String tools = SYSTEM.signer("tools").serviceToken(Trust.signers(), Duration.ofMinutes(1));

    for (Door<?> door : DOORS) {
      String expected =
          way.transport() == Transport.HTTP
              ? "UNAUTHENTICATED TOKEN_INVALID"
              : "PERMISSION_DENIED CALLER_NOT_ALLOWED";
      assertThat(refusedBy(door, tools)).as(door.service()).isEqualTo(expected);
    }
  }

  @Test
  void whereATokenIsNotNeededABadOneIsRefusedAllTheSame() {
    var request =
        tintype.account.v1.GetAccountByUsernameRequest.newBuilder().setUsername("nobody").build();

    Refused refused =
        Refused.by(
            () ->
                calls.call(AccountServiceGrpc.getGetAccountByUsernameMethod(), request, "forged"));

    assertThat(refused.codeAndReason()).isEqualTo("UNAUTHENTICATED TOKEN_INVALID");
  }

  @Test
  void afterLogOutTheTokenStopsInEveryServiceWithin250Ms() {
    List<Duration> took = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Person ana = Person.register(calls);
      DOORS.forEach(door -> assertThat(refusedBy(door, ana.token())).isIn("", absent(door)));

      ana.call(SessionServiceGrpc.getLogOutMethod(), LogOutRequest.getDefaultInstance());

      long end = System.nanoTime();
      for (Door<?> door : DOORS) {
        Eventually.awaitPass(
            Duration.ofSeconds(5),
            () ->
                assertThat(refusedBy(door, ana.token()))
                    .as(door.service())
                    .isEqualTo("UNAUTHENTICATED TOKEN_INVALID"));
      }
      took.add(Duration.ofNanos(System.nanoTime() - end));
    }

    // One of them may meet a pause of a busy machine, but not most.
    took.sort(null);
    assertThat(took.get(2)).as("the median of %s", took).isLessThan(STOPS_WITHIN);
  }

  private void assertRefusedEverywhere(String token, String reason) {
    for (Door<?> door : DOORS) {
      assertThat(refusedBy(door, token))
          .as("%s with %s", door.service(), token)
          .isEqualTo("UNAUTHENTICATED " + reason);
    }
  }

  /** Empty where the call was let in and answered. */
  private String refusedBy(Door<?> door, String token) {
    try {
      door.enter(calls, token);
      return "";
    } catch (Refused e) {
      assertThat(e.domain()).isEqualTo(door.service() + ".tintype");
      return e.codeAndReason();
    }
  }

  /** What somebody hears who was let in: the request names what is not there. */
  private static String absent(Door<?> door) {
    return door.service().equals("graph")
        ? "NOT_FOUND ACCOUNT_NOT_FOUND"
        : "NOT_FOUND POST_NOT_FOUND";
  }

  private static String accessToken(String signer, Person person, Instant expiry) {
    TokenSigner account = SYSTEM.signer(signer);
    return account.accessToken(
        person.number(), Long.parseLong(person.tokens().getSessionId()), expiry);
  }

  private static String encode(String json) {
    return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes());
  }
}
