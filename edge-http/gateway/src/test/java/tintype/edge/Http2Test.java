package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.edge.RawHttp2Client.head;

import io.netty.handler.codec.http2.Http2Headers;
import java.io.EOFException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tintype.platform.config.Config;

/** HTTP/2 in cleartext, by Upgrade and with prior knowledge. */
class Http2Test {
  private static final String UPLOAD = "/v1/things/cat:upload";

  private RunningEdge edge = new RunningEdge();

  @AfterEach
  void stop() {
    edge.close();
  }

  private void restart(String setting, String value) {
    edge.close();
    edge =
        new RunningEdge(Config.of(Map.of(setting, value)).bind("http", GatewayConfig.defaults()));
  }

  private RawHttp2Client raw() throws IOException {
    return new RawHttp2Client(edge.gateway.port());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.gateway.port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  @Test
  void answersAClientThatUpgrades() throws Exception {
    byte[] bytes = new byte[3_000_000];
    new Random(7).nextBytes(bytes);
    String hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      for (int i = 0; i < 3; i++) {
        var get = client.send(to("/shelves/7").build(), BodyHandlers.ofString());
        assertThat(get.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(get.body()).isEqualTo("{\"name\":\"7\",\"theme\":\"\"}");
        assertThat(get.headers().firstValue("x-request-id").orElseThrow()).hasSize(32);
      }
      HttpRequest post =
          to("/v1/echo").POST(BodyPublishers.ofString("{\"stringValue\":\"a\"}")).build();
      HttpResponse<String> echoed = client.send(post, BodyHandlers.ofString());
      assertThat(echoed.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(echoed.body()).contains("\"stringValue\":\"a\"");
      HttpRequest upload = to(UPLOAD).POST(BodyPublishers.ofByteArray(bytes)).build();
      assertThat(client.send(upload, BodyHandlers.ofString()).body()).contains(hash);
      HttpRequest download = to("/v1/things/cat?bytes=2000000").build();
      assertThat(client.send(download, BodyHandlers.ofString()).body()).hasSize(2_000_000);
      HttpRequest missing = to("/shelves/100").build();
      assertThat(client.send(missing, BodyHandlers.ofString()).statusCode()).isEqualTo(404);
      HttpResponse<String> head =
          client.send(to("/shelves/7").HEAD().build(), BodyHandlers.ofString());
      assertThat(head.headers().firstValue("content-length")).contains("23");
      HttpRequest broken = to("/v1/things/cat?mode=break&bytes=200000").build();
      assertThatThrownBy(() -> client.send(broken, BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void upgradesNothingButTheFirstRequestAndNoBody() throws IOException {
    String upgrade =
        "Host: x\n"
            + "Connection: Upgrade, HTTP2-Settings\n"
            + "Upgrade: h2c\n"
            + "HTTP2-Settings: AAMAAABkAAQAoAAA\n";
    try (RawClient client = edge.raw()) {
      client.send("GET /shelves/1 HTTP/1.1\nHost: x\n\nGET /shelves/2 HTTP/1.1\n" + upgrade + "\n");
      assertThat(client.answer().body()).contains("\"name\":\"1\"");
      assertThat(client.answer().body()).contains("\"name\":\"2\"");
    }
    try (RawClient client = edge.raw()) {
      client.send("POST /v1/echo HTTP/1.1\n" + upgrade + "content-length: 2\n\n{}");
      assertThat(client.answer().status()).isEqualTo(200);
    }
    try (RawClient client = edge.raw()) {
      client.send("GET /shelves/1 HTTP/1.1\nHost: y\n" + upgrade + "\n");
      assertThat(client.answer().status()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @CsvSource({",", "a@b,", ",a/b"})
  void refusesAHostInDoubt(String authority, String host) throws IOException {
    Http2Headers headers = head("GET", "/shelves/1");
    headers.remove(":authority");
    if (authority != null) {
      headers.authority(authority);
    }
    if (host != null) {
      headers.add("host", host);
    }
    try (RawHttp2Client client = raw()) {
      assertThat(client.request(1, headers, true).answer(1).status()).isEqualTo(400);
    }
  }

  @Test
  void resetsAStreamWhoseHostsDisagree() throws IOException {
    try (RawHttp2Client client = raw()) {
      Http2Headers headers = head("GET", "/shelves/1").add("host", "other");
      assertThatThrownBy(() -> client.request(1, headers, true).answer(1))
          .isInstanceOf(IOException.class);
      client.request(3, head("GET", "/shelves/1").add("host", "x"), true);
      assertThat(client.answer(3).status()).isEqualTo(200);
    }
    assertThat(edge.store.calls.get()).isEqualTo(1);
  }

  @Test
  void dropsWhatIsOnlySaidInside() throws IOException {
    Http2Headers headers = head("GET", "/shelves/1");
    headers.add("tintype-on-behalf-of", "5").add("tintype-after", "graph:12");
    headers.add("x-forwarded-for", "1.2.3.4").add("authorization", "Bearer abc");
    try (RawHttp2Client client = raw()) {
      assertThat(client.request(1, headers, true).answer(1).status()).isEqualTo(200);
    }
    assertThat(edge.store.lastMetadata.keys())
        .contains("authorization", "tintype-after", "tintype-request-id")
        .doesNotContain("tintype-on-behalf-of", "x-forwarded-for");
  }

  @Test
  void limitsTheTargetAndTheHeaders() throws IOException {
    try (RawHttp2Client client = raw()) {
      String path = "/shelves/" + "1".repeat(17_000);
      assertThat(client.request(1, head("GET", path), true).answer(1).status()).isEqualTo(414);
      Http2Headers large = head("GET", "/shelves/1").add("x", "y".repeat(30_000));
      assertThat(client.request(3, large, true).answer(3).status()).isEqualTo(431);
      assertThat(client.request(5, head("GET", "/shelves/1"), true).answer(5).status())
          .isEqualTo(200);
    }
  }

  @Test
  void refusesAStreamTooMany() throws IOException {
    restart("http-max-streams", "2");
    try (RawHttp2Client client = raw()) {
      client.request(1, head("POST", UPLOAD), false).request(3, head("POST", UPLOAD), false);
      client.request(5, head("GET", "/shelves/1"), true);
      var reset = client.next(RawHttp2Client.RESET);
      assertThat(reset.stream()).isEqualTo(5);
      assertThat(reset.intAt(0)).isEqualTo(7); // REFUSED_STREAM
    }
  }

  @Test
  void endsAConnectionThatFloodsWithResets() throws IOException {
    restart("http-max-resets", "20");
    try (RawHttp2Client client = raw()) {
      assertThatThrownBy(
              () -> {
                for (int stream = 1; stream < 100; stream += 2) {
                  client.request(stream, head("GET", "/shelves/1"), true).reset(stream);
                }
                var away = client.next(RawHttp2Client.GOAWAY);
                assertThat(away.intAt(4)).isEqualTo(11); // ENHANCE_YOUR_CALM
                client.next(RawHttp2Client.DATA + 100);
              })
          .isInstanceOf(IOException.class);
    }
    assertThat(edge.get("/shelves/1").statusCode()).isEqualTo(200);
  }

  @Test
  void saysGoodbyeToAConnectionThatSaysNothing() throws IOException {
    restart("http-idle-timeout", "200ms");
    try (RawHttp2Client client = raw()) {
      client.request(1, head("GET", "/shelves/1"), true).answer(1);
      assertThat(client.next(RawHttp2Client.GOAWAY).intAt(4)).isZero();
      assertThatThrownBy(client::next).isInstanceOf(EOFException.class);
    }
  }
}
