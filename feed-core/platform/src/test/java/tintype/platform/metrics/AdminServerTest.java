package tintype.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class AdminServerTest {
  private final CountDownLatch asked = new CountDownLatch(AdminServer.MAX_REQUESTS);
  private final CountDownLatch known = new CountDownLatch(1);

  private Map<String, String> notReadyOnceKnown() {
    asked.countDown();
    try {
      known.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Map.of();
  }

  @Test
  void oneRequestTooManyIsRefusedAndTheOthersAreAnswered() throws Exception {
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    try (AdminServer server = AdminServer.start("127.0.0.1", 0, metrics, this::notReadyOnceKnown);
        HttpClient http = HttpClient.newHttpClient()) {
      List<CompletableFuture<HttpResponse<String>>> most = new ArrayList<>();
      for (int i = 0; i < AdminServer.MAX_REQUESTS; i++) {
        most.add(http.sendAsync(to(server, "/health"), BodyHandlers.ofString()));
      }
      asked.await();
      assertThat(status(http, server)).isEqualTo(503);

      known.countDown();
      for (CompletableFuture<HttpResponse<String>> answer : most) {
        assertThat(answer.get().statusCode()).isEqualTo(200);
      }
      assertThat(status(http, server)).isEqualTo(200);
    }
  }

  @Test
  void healthHasALineForEachRemark() throws Exception {
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    Map<String, String> remarks = Map.of("warning, a/b", "nearly full", "a/b", "made by hand");
    try (AdminServer server = AdminServer.start("127.0.0.1", 0, metrics, Map::of, () -> remarks);
        HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> health = http.send(to(server, "/health"), BodyHandlers.ofString());
      assertThat(health.statusCode()).isEqualTo(200);
      assertThat(health.body()).isEqualTo("ready\na/b: made by hand\nwarning, a/b: nearly full\n");
    }
  }

  private static int status(HttpClient http, AdminServer server)
      throws IOException, InterruptedException {
    return http.send(to(server, "/metrics"), BodyHandlers.ofString()).statusCode();
  }

  private static HttpRequest to(AdminServer server, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
  }
}
