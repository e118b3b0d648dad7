package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.edge.Answered.assertRefused;
import static tintype.edge.Answered.errorInfo;
import static tintype.edge.RunningEdge.eventually;

import io.grpc.inprocess.InProcessChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.http.HttpClient.Version;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import tintype.platform.trace.Tracing;

/** How calls that fail are answered. */
class ErrorsTest extends BothVersions {
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
  void keepsTheTextOfAnErrorWithoutDetails() {
    HttpResponse<String> answer = edge.get("/shelves/100");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body())
        .isEqualTo(
            "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\","
                + "\"message\":\"Shelf 100 Not Found\",\"details\":[]}}");
  }

  @Test
  void showsNothingOfAFault() {
    HttpResponse<String> answer = edge.get("/v1/fail/INTERNAL?message=secret");
    assertRefused(answer, 500, "INTERNAL", "INTERNAL_ERROR");
    assertThat(answer.body()).doesNotContain("secret");
    assertThat(errorInfo(answer).getAsJsonObject("metadata").get("request_id").getAsString())
        .isEqualTo(answer.headers().firstValue("x-request-id").orElseThrow());
  }

  @Test
  void takesTheStatusThatTheReasonDeclares() {
    var answer =
        edge.get("/v1/fail/INVALID_ARGUMENT?reason=MESSAGE_TOO_LARGE&domain=account.tintype");
    assertThat(answer.statusCode()).isEqualTo(413);
    var unknown = edge.get("/v1/fail/INVALID_ARGUMENT?reason=WHO_KNOWS&domain=x.tintype");
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(errorInfo(unknown).get("reason").getAsString()).isEqualTo("WHO_KNOWS");
  }

  @Test
  void turnsDetailsIntoHeaders() {
    var limited =
        edge.get("/v1/fail/RESOURCE_EXHAUSTED?reason=SLOW_DOWN&domain=x.tintype&retryMs=1500");
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("retry-after")).contains("2");
    var nobody = edge.get("/v1/fail/UNAUTHENTICATED?reason=TOKEN_MISSING&domain=x.tintype");
    assertThat(nobody.statusCode()).isEqualTo(401);
    assertThat(nobody.headers().firstValue("www-authenticate")).contains("Bearer");
  }

  @Test
  void answersForAServiceThatIsNotThere() {
    var channel = InProcessChannelBuilder.forName("nobody").build();
    try (Gateway gateway =
        Gateway.start(
            GatewayConfig.defaults().at("127.0.0.1", 0),
            Map.of(RunningEdge.SERVICE, channel),
            new SimpleMeterRegistry(),
            Tracing.off())) {
      try (RawClient client = new RawClient(new java.net.Socket("127.0.0.1", gateway.port()))) {
        var answer = client.send("GET /shelves/1 HTTP/1.1\nHost: x\n\n").answer();
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("retry-after", "1");
        assertThat(answer.body()).contains("TRY_AGAIN").doesNotContain("nobody");
      } catch (java.io.IOException e) {
        throw new IllegalStateException(e);
      }
    } finally {
      channel.shutdownNow();
    }
  }

  @Test
  void endsACallAtItsDeadline() {
    int before = edge.store.slowCancelled.get();
    HttpResponse<String> answer = edge.get("/v1/slow");
    assertRefused(answer, 504, "DEADLINE_EXCEEDED", "DEADLINE_PASSED");
    eventually(() -> edge.store.slowCancelled.get() > before);
  }
}
