package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.edge.Answered.assertRefused;
import static tintype.edge.RunningEdge.eventually;

import io.grpc.Metadata;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import tintype.platform.trace.Tracing;

/** What crosses the gateway beside messages: metadata, and counts of what it did. */
class GatewayTest extends BothVersions {
  private static RunningEdge edge;

  @BeforeParameterizedClassInvocation
  static void start(Version version) {
    edge = new RunningEdge(GatewayConfig.defaults(), version);
  }

  @AfterParameterizedClassInvocation
  static void stop() {
    edge.close();
  }

  @Test
  void forwardsWhatItShouldAndNothingElse() {
    edge.send(
        "GET",
        "/shelves/1",
        null,
        Map.of(
            "authorization", "Bearer abc",
            "tintype-after", "graph:12",
            "tintype-on-behalf-of", "5",
            "tintype-request-id", "mine",
            "x-forwarded-for", "1.2.3.4",
            "cookie", "a=b"));
    Metadata seen = edge.store.lastMetadata;
    assertThat(seen.keys())
        .contains("authorization", "tintype-after", "tintype-request-id")
        .doesNotContain("tintype-on-behalf-of", "x-forwarded-for", "cookie", "host");
    assertThat(seen.get(CallMetadata.AUTHORIZATION)).isEqualTo("Bearer abc");
    assertThat(seen.get(CallMetadata.AFTER)).isEqualTo("graph:12");
    assertThat(seen.get(CallMetadata.REQUEST_ID)).hasSize(32);
  }

  @Test
  void handsOutWhatAWriteHasSaid() {
    assertThat(edge.get("/shelves/1").headers().firstValue("tintype-after")).contains("account:7");
  }

  @Test
  void whatAnAccountWroteIsAskedForOnItsOtherDevices() {
    call(RecentWritesTest.token("55", "phone"));
    call(RecentWritesTest.token("55", "tablet"));
    assertThat(edge.store.lastMetadata.get(CallMetadata.AFTER)).isEqualTo("account:7");

    call(RecentWritesTest.token("66", "phone"));
    assertThat(edge.store.lastMetadata.containsKey(CallMetadata.AFTER)).isFalse();
  }

  private static void call(String authorization) {
    edge.send("GET", "/shelves/1", null, Map.of("authorization", authorization));
  }

  @Test
  void refusesAnAfterThatIsNone() {
    int before = edge.store.calls.get();
    for (String after : new String[] {"graph", "graph:x", "graph:1,".repeat(16) + "graph:1"}) {
      HttpResponse<String> answer =
          edge.send("GET", "/shelves/1", null, Map.of("tintype-after", after));
      assertRefused(answer, 400, "INVALID_ARGUMENT", "INVALID_FIELD");
    }
    assertThat(edge.store.calls).hasValue(before);
  }

  @Test
  void keepsTheClientsRequestIdWhereItCanStandInALog() {
    for (String id : new String[] {"a", "3f2b-4.C_d", "x".repeat(64)}) {
      var answer = edge.send("GET", "/shelves/1", null, Map.of("x-request-id", id));
      assertThat(answer.headers().firstValue("x-request-id")).contains(id);
      assertThat(edge.store.lastMetadata.get(CallMetadata.REQUEST_ID)).isEqualTo(id);
    }
    for (String id : new String[] {"x".repeat(65), "a b", "<a>", "\u00e4"}) {
      var answer = edge.send("GET", "/shelves/1", null, Map.of("x-request-id", id));
      assertThat(answer.headers().firstValue("x-request-id").orElseThrow()).matches("[0-9a-f]{32}");
    }
  }

  @Test
  void countsRequestsByRoute() {
    edge.get("/shelves/1");
    edge.get("/nowhere/at/all");
    eventually(
        () ->
            edge.metrics
                    .find("http.server.requests")
                    .tags("method", "GET", "route", "/shelves/{shelf}", "status", "200")
                    .timer()
                != null);
    eventually(
        () ->
            edge.metrics.find("http.server.requests").tags("route", "none", "status", "404").timer()
                != null);
    assertThat(edge.metrics.get("http.server.connections").gauge().value()).isPositive();
    assertThat(edge.metrics.get("http.server.bytes").tag("direction", "in").counter().count())
        .isPositive();
  }

  @Test
  void refusesToStartForAServiceWithoutAStub() {
    var channel = InProcessChannelBuilder.forName("x").build();
    channel.shutdownNow();
    assertThatThrownBy(
            () ->
                Gateway.start(
                    GatewayConfig.defaults().at("127.0.0.1", 0),
                    Map.of("no.such.Service", channel),
                    new SimpleMeterRegistry(),
                    Tracing.off()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no.such.Service");
  }
}
