package tintype.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator looks at. */
class AdminIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  @Test
  void healthSaysReady() throws Exception {
    HttpResponse<String> health = get("/health");

    assertThat(health.statusCode()).isEqualTo(200);
    assertThat(health.body())
        .matches("ready\nfeed/home-feed-index: built from the tables: .* \\(took .* s\\)\n");
  }

  @Test
  void metricsTellOfCallsPoolsLagAndTheFeed() throws Exception {
    Person ana = Person.register(SYSTEM.http());
    ana.post("To be counted");

    String metrics = get("/metrics").body();

    assertThat(metrics)
        .contains(
            "rpc_server_requests_seconds_count{rpc=\"Register\",service=\"account\",status=\"OK\"}")
        .containsPattern(
            "http_server_requests_seconds_count\\{.*route=\"/v1/posts\".*status=\"200\"")
        .containsPattern("hikaricp_connections_active\\{.*pool=")
        .containsPattern("changelog_lag_seconds\\{consumer=\"[a-z-]+\",stream=\"[^\"]+\"")
        .containsPattern("feed_index_posts [1-9]")
        .contains("feed_index_accounts", "feed_index_edges", "feed_index_used_bytes");
  }

  @Test
  void nothingElseIsThere() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/healthy").statusCode()).isEqualTo(404);
  }

  private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + SYSTEM.port("admin-port") + path);
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
  }
}
