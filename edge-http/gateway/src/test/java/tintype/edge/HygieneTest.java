package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.edge.RunningEdge.eventually;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What no HTTP client would send. After each of these the server goes on. */
class HygieneTest {
  private static RunningEdge edge;

  @BeforeAll
  static void start() {
    edge = new RunningEdge();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /shelves/1 HTTP/1.1\n\n",
        "GET /shelves/1 HTTP/1.1\nHost:\n\n",
        "GET /shelves/1 HTTP/1.1\nHost: a\nHost: a\n\n",
        "GET /shelves/1 HTTP/1.1\nHost: a\nHost: b\n\n",
        "GET /shelves/1 HTTP/1.1\nHost: a@b\n\n",
        "GET /shelves/1 HTTP/1.1\nHost: a/b\n\n",
        "GET http://b/shelves/1 HTTP/1.1\nHost: a\n\n",
        "GET ftp://a/shelves/1 HTTP/1.1\nHost: a\n\n",
        "GET shelves/1 HTTP/1.1\nHost: a\n\n",
        "OPTIONS * HTTP/1.1\nHost: a\n\n",
        "CONNECT a:443 HTTP/1.1\nHost: a:443\n\n",
        "GET /shelves/1#x HTTP/1.1\nHost: a\n\n",
        "GET /shelves/\u00e9 HTTP/1.1\nHost: a\n\n",
        "GET /shelves/1 HTTP/2.0\nHost: a\n\n",
        "GET /shelves/1 HTTP/1.1\nHost: a\nbad header\n\n",
        "GET /shelves/1 HTTP/1.1\nHost: a\nauthorization: x\nauthorization: y\n\n",
        "GET /shelves/1 HTTP/1.1\nHost: a\nauthorization: \u00e9\n\n",
        "POST /v1/echo HTTP/1.1\nHost: a\ncontent-length: 2\ncontent-length: 3\n\n{}",
        "POST /v1/echo HTTP/1.1\nHost: a\ncontent-length: -1\n\n{}",
        "POST /v1/echo HTTP/1.1\nHost: a\ncontent-length: 2\ntransfer-encoding: chunked\n\n0\n\n",
        "POST /v1/echo HTTP/1.1\nHost: a\ntransfer-encoding: gzip, chunked\n\n0\n\n",
        "POST /v1/echo HTTP/1.1\nHost: a\nexpect: a-miracle\ncontent-length: 2\n\n{}",
        "POST /v1/echo HTTP/1.1\nHost: a\ntransfer-encoding: chunked\ncontent-length: 2\n\n0\n\n",
        "POST /v1/echo HTTP/1.1\nHost: a\ntransfer-encoding: identity\n\n{}",
        "POST /v1/echo HTTP/1.1\nHost: a\ntransfer-encoding: xchunked\n\n0\n\n",
        "POST /v1/echo HTTP/1.1\nHost: a\ntransfer-encoding: chunked, chunked\n\n0\n\n",
        "POST /v1/echo HTTP/1.1\nHost: a\ntransfer-encoding: chunked\ntransfer-encoding: x\n\n0\n\n",
        "POST /v1/echo HTTP/1.1\nHost: a\ntransfer-encoding : chunked\n\n0\n\n",
        "POST /v1/echo HTTP/1.1\nHost: a\ncontent-length : 2\n\n{}",
        "POST /v1/echo HTTP/1.1\nHost: a\ncontent-length: 2, 2\n\n{}",
        "POST /v1/echo HTTP/1.1\nHost: a\ncontent-length: 2\ncontent-length: 2\n\n{}",
        "POST /v1/echo HTTP/1.1\nHost: a\ncontent-length: +2\n\n{}",
        "POST /v1/echo HTTP/1.1\nHost: a\ncontent-length: 2\n 3\n\n{}",
        "POST /v1/echo HTTP/1.0\nHost: a\ntransfer-encoding: chunked\n\n0\n\n",
        "GET /shelves/1 HTTP/1.1\nHost: a\nx: b\u0000c\n\n",
        "GET /shelves/1 HTTP/1.1\nHost: a\nx: b\rc\n\n",
        "GET /shelves/1 HTTP/1.1\nHost: a\n: b\n\n",
        "GET /shelves/1 HTTP/1.1\n Host: a\n\n",
        "GET /shelves/1\nHost: a\n\n",
        "GET /shelves/1 HTTP/1.1\nHost: a\n\tb\n\n",
        "garbage\n\n",
        "\u0016\u0003\u0001\u0002 \u0001\n\n"
      })
  void refusesWhatCouldBeUnderstoodInTwoWays(String request) throws IOException {
    int before = edge.store.calls.get();
    try (RawClient client = edge.raw()) {
      var answer = client.send(request).answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("MALFORMED_REQUEST").contains("edge.tintype");
    }
    assertThat(edge.store.calls.get()).isEqualTo(before);
    assertThat(edge.get("/shelves/1").statusCode()).isEqualTo(200);
  }

  /** In these a line feed is just that. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /shelves/1 HTTP/1.1\nHost: a\n\n",
        "GET /shelves/1 HTTP/1.1\r\nHost: a\nx: b\r\n\r\n",
        "GET /shelves/1 HTTP/1.1\r\nHost: a\r\nx: b\n\r\n",
        "POST /v1/echo HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\n\r\n2\n{}\r\n0\r\n\r\n",
        "POST /v1/echo HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\n0\r\n\r\n",
        "POST /v1/echo HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}x0\r\n\r\n",
        "POST /v1/echo HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\n\r\n2;a\nb\r\n{}\r\n0\r\n\r\n",
        "POST /v1/echo HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n",
        "POST /v1/echo HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n",
        "POST /v1/echo HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n",
        "POST /v1/echo HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\n\r\n100000002\r\n{}\r\n0\r\n\r\n"
      })
  void refusesLinesThatEndInAnotherWay(String request) throws IOException {
    int before = edge.store.calls.get();
    try (RawClient client = edge.raw()) {
      var answer = client.sendBytes(request.getBytes(StandardCharsets.US_ASCII)).answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(client.isClosedByPeer()).isTrue();
    }
    assertThat(edge.store.calls.get()).isEqualTo(before);
  }

  @Test
  void aSmuggledRequestIsNotAnswered() throws IOException {
    String inner = "GET /shelves/66 HTTP/1.1\nHost: a\n\n";
    for (String framing :
        List.of(
            "content-length: 5\ntransfer-encoding: chunked",
            "transfer-encoding: chunked\ncontent-length: 5",
            "content-length: 0\ncontent-length: 39",
            "transfer-encoding: chunked\ntransfer-encoding: identity")) {
      try (RawClient client = edge.raw()) {
        client.send("POST /v1/echo HTTP/1.1\nHost: a\n" + framing + "\n\n0\n\n" + inner);
        assertThat(client.answer().status()).as(framing).isEqualTo(400);
        assertThat(client.isClosedByPeer()).as(framing).isTrue();
      }
    }
  }

  @Test
  void doesNotOverrideTheMethod() throws IOException {
    for (String name : List.of("x-http-method-override", "x-http-method", "x-method-override")) {
      try (RawClient client = edge.raw()) {
        client.send("POST /shelves/1 HTTP/1.1\nHost: a\n" + name + ": GET\n\n");
        assertThat(client.answer().status()).isEqualTo(405);
        String form = "\ncontent-type: application/x-www-form-urlencoded\ncontent-length: 11\n\n";
        client.send("POST /shelves/1?_method=GET HTTP/1.1\nHost: a" + form + "_method=GET");
        assertThat(client.answer().status()).isEqualTo(405);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET http://a/shelves/1 HTTP/1.1\nHost: a\n\n",
        "GET  /shelves/1\t HTTP/1.1\nHost: a\n\n",
        "GET /shelves/1 HTTP/1.1\nHost: a\nx: b\n c\n\n",
        "GET HTTP://A:80/shelves/1 HTTP/1.1\nHost: a:80\n\n",
        "GET /shelves/1 HTTP/1.0\n\n",
        "GET /shelves/1 HTTP/1.1\nHost: [::1]:8080\n\n"
      })
  void takesWhatIsOnlyUnusual(String request) throws IOException {
    try (RawClient client = edge.raw()) {
      assertThat(client.send(request).answer().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({"20000,414", "16390,414", "200000,414"})
  void refusesALongTarget(int length, int status) throws IOException {
    try (RawClient client = edge.raw()) {
      client.send("GET /shelves/" + "1".repeat(length) + " HTTP/1.1\nHost: a\n\n");
      assertThat(client.answer().status()).isEqualTo(status);
      assertThat(client.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void takesATargetOfAHundredIds() throws IOException {
    try (RawClient client = edge.raw()) {
      String ids = "&repeatedValue=7263548172635481_7263548172635481".repeat(300);
      client.send("GET /v1/echo?" + ids + " HTTP/1.1\nHost: a\n\n");
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {9_000, 1_000_000})
  void refusesLargeHeaders(int length) throws IOException {
    try (RawClient client = edge.raw()) {
      client.send("GET /shelves/1 HTTP/1.1\nHost: a\nx: " + "y".repeat(length) + "\n\n");
      var answer = client.answer();
      assertThat(answer.status()).isEqualTo(431);
      assertThat(answer.body()).contains("HEADERS_TOO_LARGE");
    }
  }

  @Test
  void refusesALargeJsonBodyEarlyAndLate() throws IOException {
    try (RawClient client = edge.raw()) {
      client.send("POST /v1/echo HTTP/1.1\nHost: a\ncontent-length: 1048577\n\n");
      assertThat(client.answer().status()).isEqualTo(413);
    }
    try (RawClient client = edge.raw()) {
      client.send("POST /v1/echo HTTP/1.1\nHost: a\ntransfer-encoding: chunked\n\n");
      for (int i = 0; i < 20; i++) {
        client.send("10000\n").sendBytes(new byte[65_536]).send("\n");
      }
      client.send("0\n\n");
      assertThat(client.answer().status()).isEqualTo(413);
    }
  }

  @Test
  void answersPipelinedRequestsInOrder() throws IOException {
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 200; i++) {
      requests.append("GET /shelves/").append(i + 1000).append(" HTTP/1.1\nHost: a\n\n");
      requests.append("GET /nowhere HTTP/1.1\nHost: a\n\n");
      requests.append("POST /nowhere HTTP/1.1\nHost: a\ncontent-length: 3\n\nabc");
      requests.append("POST /v1/echo HTTP/1.1\nHost: a\ncontent-length: 2\n\n{}");
    }
    try (RawClient client = edge.raw()) {
      client.send(requests.toString());
      for (int i = 0; i < 200; i++) {
        assertThat(client.answer().body()).contains("\"name\":\"" + (i + 1000) + "\"");
        assertThat(client.answer().status()).isEqualTo(404);
        assertThat(client.answer().status()).isEqualTo(404);
        assertThat(client.answer().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void survivesAFloodOfTinyChunks() throws IOException {
    try (RawClient client = edge.raw()) {
      client.send(
          "POST /v1/echo HTTP/1.1\nHost: a\ntransfer-encoding: chunked\n\n"
              + "1\n \n".repeat(100_000)
              + "2\n{}\n0\n\n");
      assertThat(client.answer().status()).isEqualTo(200);
    }
  }

  @Test
  void cancelsTheCallOfAClientThatGoesAway() throws IOException {
    int before = edge.store.slowCancelled.get();
    int calls = edge.store.calls.get();
    try (RawClient client = edge.raw()) {
      client.send("GET /v1/slow?boolValue=true HTTP/1.1\nHost: a\n\n");
      eventually(() -> edge.store.calls.get() > calls);
    }
    eventually(() -> edge.store.slowCancelled.get() > before);
    eventually(
        () -> edge.metrics.find("http.server.requests").tags("status", "499").timer() != null);
  }

  @Test
  void keepsTheConnectionAfterARefusalWithASmallBody() throws IOException {
    try (RawClient client = edge.raw()) {
      client.send("POST /shelves/1 HTTP/1.1\nHost: a\ncontent-length: 5\n\n");
      assertThat(client.answer().status()).isEqualTo(405);
      client.send("12345GET /shelves/1 HTTP/1.1\nHost: a\n\n");
      assertThat(client.answer().status()).isEqualTo(200);
      client.send("POST /v1/echo HTTP/1.1\nHost: a\ncontent-length: 1\n\n{");
      assertThat(client.answer().status()).isEqualTo(400);
      client.send("GET /shelves/1 HTTP/1.1\nHost: a\nconnection: close\n\n");
      assertThat(client.answer().headers()).containsEntry("connection", "close");
      assertThat(client.isClosedByPeer()).isTrue();
    }
  }
}
