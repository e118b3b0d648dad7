package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.edge.RawHttp2Client.head;
import static tintype.edge.RunningEdge.eventually;

import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What no client of HTTP/2 would send; RFC 9113, 8.2 and 8.3, says what is malformed. */
class Http2HygieneTest {
  private static RunningEdge edge;

  static final List<List<String>> MALFORMED_FIELDS =
      List.of(
          List.of("connection", "close"),
          List.of("keep-alive", "5"),
          List.of("proxy-connection", "close"),
          List.of("upgrade", "h2c"),
          List.of("transfer-encoding", "chunked"),
          List.of("te", "gzip"),
          List.of("X-Upper", "a"),
          List.of("x-line", "a\r\nb: c"),
          List.of("x-line", "a\nb"),
          List.of("x-null", "a\0b"),
          List.of("x name", "a"),
          List.of("x-name:", "a"),
          List.of("", "a"),
          List.of(":other", "a"),
          List.of(":status", "200"),
          List.of(":path", "/shelves/2"),
          List.of(":method", "DELETE"),
          List.of(":authority", "other"),
          List.of("host", "other"));

  @BeforeAll
  static void start() {
    edge = new RunningEdge();
  }

  @AfterAll
  static void stop() {
    edge.close();
  }

  /** Refused by 400 or by a reset, whichever; what counts is that nobody understood anything. */
  private static void assertRefused(Http2Headers headers) throws IOException {
    int before = edge.store.calls.get();
    try (RawHttp2Client client = new RawHttp2Client(edge.gateway.port())) {
      client.request(1, headers, true);
      int status;
      try {
        status = client.answer(1).status();
      } catch (IOException reset) {
        status = 400;
      }
      assertThat(status).isEqualTo(400);
    }
    assertThat(edge.store.calls.get()).isEqualTo(before);
    assertThat(edge.get("/shelves/1").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @FieldSource("MALFORMED_FIELDS")
  void refusesAMalformedField(List<String> field) throws IOException {
    assertRefused(head("GET", "/shelves/1").add(field.get(0), field.get(1)));
  }

  static Stream<Arguments> malformedHeads() {
    return Stream.of(
        Arguments.of("no method", without(":method")),
        Arguments.of("no path", without(":path")),
        Arguments.of("no authority", without(":authority")),
        Arguments.of("an empty path", head("GET", "")),
        Arguments.of("no slash", head("GET", "shelves/1")),
        Arguments.of("a star", head("OPTIONS", "*")),
        Arguments.of("another host in the path", head("GET", "http://b/shelves/1")),
        Arguments.of("a space in the path", head("GET", "/shelves/1 HTTP/1.1")),
        Arguments.of("a line in the path", head("GET", "/shelves/1\r\nx: y")),
        Arguments.of("a fragment", head("GET", "/shelves/1#x")),
        Arguments.of("a line in the method", head("GET /shelves/2 HTTP/1.1\r\n", "/shelves/1")),
        Arguments.of("a tunnel", head("CONNECT", "/shelves/1")),
        Arguments.of("user and password", head("GET", "/shelves/1").authority("a@x")),
        Arguments.of("two hosts", head("GET", "/shelves/1").add("host", "x").add("host", "y")));
  }

  private static Http2Headers without(String name) {
    Http2Headers headers = head("GET", "/shelves/1");
    headers.remove(name);
    return headers;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("malformedHeads")
  void refusesAMalformedHead(String what, Http2Headers headers) throws IOException {
    assertRefused(headers);
  }

  @Test
  void takesAHostWithoutAnAuthority() throws IOException {
    try (RawHttp2Client client = new RawHttp2Client(edge.gateway.port())) {
      Http2Headers headers = without(":authority").add("host", "x");
      assertThat(client.request(1, headers, true).answer(1).status()).isEqualTo(200);
    }
  }

  @Test
  void doesNotOverrideTheMethod() throws IOException {
    try (RawHttp2Client client = new RawHttp2Client(edge.gateway.port())) {
      Http2Headers headers = head("POST", "/shelves/1").add("x-http-method-override", "GET");
      assertThat(client.request(1, headers, true).answer(1).status()).isEqualTo(405);
    }
  }

  @Test
  void refusesABodyOfAnotherLengthThanItSays() throws IOException {
    int finished = edge.store.uploadsFinished.get();
    for (String length : List.of("4", "6", "5, 6", "-1", "x")) {
      int cancelled = edge.store.uploadsCancelled.get();
      int calls = edge.store.calls.get();
      try (RawHttp2Client client = new RawHttp2Client(edge.gateway.port())) {
        Http2Headers headers = head("POST", "/v1/things/cat:upload").add("content-length", length);
        client.request(1, headers, false);
        client.data(1, new byte[5], true);
        assertThat(client.next(RawHttp2Client.RESET).stream()).as(length).isEqualTo(1);
        client.request(3, head("GET", "/shelves/1"), true);
        assertThat(client.answer(3).status()).isEqualTo(200);
      }
      int uploads = edge.store.calls.get() - calls - 1;
      eventually(() -> edge.store.uploadsCancelled.get() == cancelled + uploads);
    }
    assertThat(edge.store.uploadsFinished.get()).isEqualTo(finished);
  }

  @Test
  void ignoresTrailers() throws IOException {
    try (RawHttp2Client client = new RawHttp2Client(edge.gateway.port())) {
      client.request(1, head("POST", "/v1/echo"), false).data(1, "{}".getBytes(), false);
      Http2Headers trailers = new io.netty.handler.codec.http2.DefaultHttp2Headers(false);
      client.request(1, trailers.add("authorization", "Bearer late"), true);
      assertThat(client.answer(1).status()).isEqualTo(200);
    }
    assertThat(edge.store.lastMetadata.get(CallMetadata.AUTHORIZATION)).isNull();
  }
}
