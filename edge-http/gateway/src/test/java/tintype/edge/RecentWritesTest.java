package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecentWritesTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final RecentWrites writes = new RecentWrites(nanos::get);

  @Test
  void anotherDeviceOfTheAccountAsksForThemToo() {
    writes.remember(call(token("5", "phone")), answer("graph:12"));

    assertThat(asked(call(token("5", "tablet")))).isEqualTo("graph:12");
    assertThat(asked(call(token("6", "phone")))).isNull();
    assertThat(asked(new Metadata())).isNull();
  }

  @Test
  void whatTheClientAsksForIsAdded() {
    writes.remember(call(token("5", "phone")), answer("graph:12"));
    Metadata call = call(token("5", "phone"));
    call.put(CallMetadata.AFTER, "media:13, graph:12");

    assertThat(asked(call)).isEqualTo("media:13,graph:12");
  }

  @Test
  void earlierWritesStayUntilTheirOwnTenSecondsAreOver() {
    writes.remember(call(token("5", "phone")), answer("graph:12"));
    pass(Duration.ofSeconds(6));
    writes.remember(call(token("5", "phone")), answer("media:13"));
    pass(Duration.ofMillis(3_999));
    assertThat(asked(call(token("5", "phone")))).isEqualTo("media:13,graph:12");

    pass(Duration.ofMillis(1));
    assertThat(asked(call(token("5", "phone")))).isEqualTo("media:13");

    pass(Duration.ofSeconds(6));
    assertThat(asked(call(token("5", "phone")))).isNull();
  }

  @Test
  void aReadThatWritesNothingForgetsNothing() {
    writes.remember(call(token("5", "phone")), answer("graph:12"));
    writes.remember(call(token("5", "phone")), new Metadata());
    writes.remember(call(token("5", "phone")), answer("not a position"));

    assertThat(asked(call(token("5", "phone")))).isEqualTo("graph:12");
  }

  @Test
  void ofManyTheNewestAreKept() {
    for (int i = 1; i <= 40; i++) {
      writes.remember(call(token("5", "phone")), answer("graph:" + i));
    }

    assertThat(asked(call(token("5", "phone"))).split(",")).hasSize(16).startsWith("graph:40");
  }

  @Test
  void whatIsNoPositionIsRefused() {
    Metadata call = call(token("5", "phone"));
    call.put(CallMetadata.AFTER, "graph:twelve");

    assertThatThrownBy(() -> writes.addTo(call))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("tintype-after");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer abc",
        "Bearer a.b.c",
        "Bearer ..",
        "Basic a.e30.c",
        "Bearer a.W10.c"
      })
  void whatIsNoTokenIsNobodys(String authorization) {
    assertThat(TokenSubject.of(authorization)).isEmpty();
  }

  @Test
  void aServicesTokenIsNobodys() {
    assertThat(TokenSubject.of(token("service:media", "x"))).isEmpty();
    assertThat(TokenSubject.of(token("5", "x"))).hasValue(5);
  }

  /** As account-service signs them, but for the signature. */
  static String token(String subject, String device) {
    String claims =
        "{\"aud\":[\"tintype\"],\"x\":{\"sub\":\"7\"},\"sid\":\"%s\",\"sub\":\"%s\"}"
            .formatted(device, subject);
    return "Bearer e30."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(claims.getBytes(StandardCharsets.UTF_8))
        + ".c2ln";
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private String asked(Metadata call) {
    writes.addTo(call);
    return call.get(CallMetadata.AFTER);
  }

  private static Metadata call(String authorization) {
    Metadata call = new Metadata();
    call.put(CallMetadata.AUTHORIZATION, authorization);
    return call;
  }

  private static Metadata answer(String after) {
    Metadata answer = new Metadata();
    answer.put(CallMetadata.AFTER, after);
    return answer;
  }
}
