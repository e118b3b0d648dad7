package tintype.platform.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.Status;
import java.nio.file.Path;
import java.security.PublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;
import tintype.platform.auth.StaffCheck.Rank;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.MethodPolicy;
import tintype.rpc.v1.Auth;

class AuthInterceptorTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final MethodDescriptor<GetHomeFeedRequest, GetHomeFeedResponse> METHOD =
      FeedServiceGrpc.getGetHomeFeedMethod();

  @TempDir Path folder;
  private final Set<Long> ended = new HashSet<>();
  private Instant now = NOW;
  private TokenSigner signer;
  private AuthInterceptor interceptor;

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

  @BeforeEach
  void trustAccount() {
    Credentials credentials = new Credentials(folder.resolve("credentials"));
    signer = new TokenSigner("account", credentials.keyPair("account").getPrivate(), clock);
    interceptor =
        new AuthInterceptor(
            new TokenVerifier(
                "feed", Map.of("account", credentials.keyPair("account").getPublic()), clock),
            ended::contains,
            account -> Rank.NONE,
            Map.of(METHOD.getFullMethodName(), MethodPolicy.of(METHOD)));
  }

  @Test
  void whatIsForStaffIsRefusedFromTheMomentThatTheRankIsGone() {
    String token = signer.accessToken(7, 9, NOW.plusSeconds(60));
    Rank[] rank = {Rank.MODERATOR};
    interceptor = forStaff(rank, Auth.Caller.STAFF);

    assertThat(callerOf(token)).isEqualTo(7);
    rank[0] = Rank.ADMIN;
    assertThat(callerOf(token)).isEqualTo(7);
    rank[0] = Rank.NONE;
    assertRefused(token, "CALLER_NOT_ALLOWED");
  }

  @Test
  void whatIsForAdminsIsForNoModerator() {
    String token = signer.accessToken(7, 9, NOW.plusSeconds(60));
    Rank[] rank = {Rank.MODERATOR};
    interceptor = forStaff(rank, Auth.Caller.ADMIN);

    assertRefused(token, "CALLER_NOT_ALLOWED");
    rank[0] = Rank.ADMIN;
    assertThat(callerOf(token)).isEqualTo(7);
  }

  private AuthInterceptor forStaff(Rank[] rank, Auth.Caller callers) {
    MethodPolicy policy =
        new MethodPolicy(Set.of(callers), Set.of(), Duration.ofSeconds(5), true, true);
    PublicKey key = new Credentials(folder.resolve("credentials")).keyPair("account").getPublic();
    return new AuthInterceptor(
        new TokenVerifier("feed", Map.of("account", key), clock),
        ended::contains,
        account -> rank[0],
        Map.of(METHOD.getFullMethodName(), policy));
  }

  @Test
  void theSecondCallOfATokenIsTheSameCallers() {
    String one = signer.accessToken(7, 9, NOW.plusSeconds(60));
    String other = signer.accessToken(8, 10, NOW.plusSeconds(60));

    assertThat(callerOf(one)).isEqualTo(7);
    assertThat(callerOf(other)).isEqualTo(8);
    assertThat(callerOf(one)).isEqualTo(7);
    assertThat(callerOf(other)).isEqualTo(8);
  }

  @Test
  void aTokenThatWasSeenIsRefusedOnceItHasExpired() {
    String token = signer.accessToken(7, 9, NOW.plusSeconds(60));
    assertThat(callerOf(token)).isEqualTo(7);
    assertThat(callerOf(token)).isEqualTo(7);

    now = NOW.plusSeconds(60);

    assertRefused(token, "TOKEN_EXPIRED");
  }

  @Test
  void aTokenThatWasSeenIsRefusedOnceItsSessionHasEnded() {
    String token = signer.accessToken(7, 9, NOW.plusSeconds(60));
    assertThat(callerOf(token)).isEqualTo(7);

    ended.add(9L);

    assertRefused(token, "TOKEN_INVALID");
  }

  @Test
  void aTokenWithAnotherEndIsRefusedBesideTheGoodOne() {
    String token = signer.accessToken(7, 9, NOW.plusSeconds(60));
    assertThat(callerOf(token)).isEqualTo(7);

    assertRefused(token.substring(0, token.length() - 4) + "AAAA", "TOKEN_INVALID");
  }

  private void assertRefused(String token, String reason) {
    assertThatThrownBy(() -> callerOf(token))
        .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  private long callerOf(String token) {
    Metadata headers = new Metadata();
    headers.put(AuthInterceptor.AUTHORIZATION, "Bearer " + token);
    AtomicLong account = new AtomicLong();
    interceptor.interceptCall(
        new Silent(),
        headers,
        (call, seen) -> {
          account.set(Caller.current().account());
          return new ServerCall.Listener<>() {};
        });
    return account.get();
  }

  /** A call of which nothing but its method is asked. */
  private static final class Silent extends ServerCall<GetHomeFeedRequest, GetHomeFeedResponse> {
    @Override
    public MethodDescriptor<GetHomeFeedRequest, GetHomeFeedResponse> getMethodDescriptor() {
      return METHOD;
    }

    @Override
    public void request(int messages) {}

    @Override
    public void sendHeaders(Metadata headers) {}

    @Override
    public void sendMessage(GetHomeFeedResponse message) {}

    @Override
    public void close(Status status, Metadata trailers) {}

    @Override
    public boolean isCancelled() {
      return false;
    }
  }
}
