package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Metadata;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes whose RPC answers bytes as HTTP does. */
class HttpBytesTest extends BothVersions {
  private static final String PATH = "/v1/ranges/cat?bytes=5";

  private RunningEdge edge;

  @BeforeEach
  void start() {
    edge = new RunningEdge(version);
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  private String seen(String name) {
    Metadata metadata = edge.store.lastMetadata;
    return metadata.get(CallMetadata.key("tintype-http-" + name));
  }

  @Test
  void tellsTheServiceWhatIsAskedFor() {
    edge.send(
        "GET",
        PATH,
        null,
        Map.of(
            "range", "bytes=0-4",
            "accept", "image/webp, image/*;q=0.8",
            "if-range", "\"e1\"",
            "if-none-match", "\"e1\", \"e2\"",
            "if-modified-since", "Fri, 20 Nov 2026 04:30:00 GMT",
            "tintype-http-status", "206"));
    assertThat(seen("method")).isEqualTo("GET");
    assertThat(seen("range")).isEqualTo("bytes=0-4");
    assertThat(seen("accept")).isEqualTo("image/webp, image/*;q=0.8");
    assertThat(seen("if-range")).isEqualTo("\"e1\"");
    assertThat(seen("if-none-match")).isEqualTo("\"e1\", \"e2\"");
    assertThat(seen("if-modified-since")).isEqualTo("Fri, 20 Nov 2026 04:30:00 GMT");
    assertThat(seen("status")).isNull();
    edge.send("HEAD", PATH, null, Map.of());
    assertThat(seen("method")).isEqualTo("HEAD");
    assertThat(seen("range")).isNull();
  }

  @Test
  void tellsOtherServicesNothingOfIt() {
    edge.send("GET", "/v1/things/cat?bytes=5", null, Map.of("range", "bytes=0-4"));
    assertThat(edge.store.lastMetadata.keys()).noneMatch(name -> name.startsWith("tintype-http-"));
  }

  @Test
  void answersTheStatusAndTheHeadersOfTheService() {
    edge.store.httpAnswer =
        Map.of(
            "status", "206",
            "etag", "\"e1\"",
            "last-modified", "Fri, 20 Nov 2026 04:30:00 GMT",
            "content-range", "bytes 0-4/10",
            "content-length", "5",
            "accept-ranges", "bytes",
            "cache-control", "public, max-age=86400",
            "vary", "accept",
            "set-cookie", "a=b");
    var answer = edge.get(PATH);
    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).hasSize(5);
    var headers = answer.headers();
    assertThat(headers.firstValue("etag")).contains("\"e1\"");
    assertThat(headers.firstValue("last-modified")).contains("Fri, 20 Nov 2026 04:30:00 GMT");
    assertThat(headers.firstValue("content-range")).contains("bytes 0-4/10");
    assertThat(headers.firstValue("content-length")).contains("5");
    assertThat(headers.firstValue("content-type")).contains("image/jpeg");
    assertThat(headers.firstValue("accept-ranges")).contains("bytes");
    assertThat(headers.allValues("cache-control")).containsExactly("public, max-age=86400");
    assertThat(headers.firstValue("vary")).contains("accept");
    assertThat(headers.firstValue("set-cookie")).isEmpty();
  }

  @Test
  void answersHeadWithTheLengthAndNoBytes() {
    edge.store.httpAnswer = Map.of("status", "200", "content-length", "5", "etag", "\"e1\"");
    for (int bytes : new int[] {0, 5}) {
      var answer = edge.send("HEAD", "/v1/ranges/cat?bytes=" + bytes, null, Map.of());
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEmpty();
      assertThat(answer.headers().firstValue("content-length")).contains("5");
      assertThat(answer.headers().firstValue("content-type")).contains("image/jpeg");
      assertThat(answer.headers().firstValue("etag")).contains("\"e1\"");
    }
  }

  @ParameterizedTest
  @CsvSource({"304,", "416,0"})
  void sendsNoBytesWhereTheStatusHasNone(String status, String length) throws IOException {
    edge.store.httpAnswer = Map.of("status", status, "etag", "\"e1\"", "content-length", "10");
    try (RawClient client = edge.raw()) {
      for (String method : new String[] {"GET", "HEAD", "GET"}) {
        client.send(method + " " + PATH + " HTTP/1.1\nHost: x\n\n");
        var answer = client.answer();
        assertThat(answer.status()).isEqualTo(Integer.parseInt(status));
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers())
            .containsEntry("etag", "\"e1\"")
            .doesNotContainKey("content-type");
        assertThat(answer.headers().get("content-length")).isEqualTo(length);
      }
    }
  }

  @Test
  void answersErrorsAsEverywhere() {
    var answer = edge.get("/v1/ranges/cat?mode=fail");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("no such thing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"201", "404", "x"})
  void treatsAnotherStatusAsAFault(String status) {
    edge.store.httpAnswer = Map.of("status", status);
    assertThat(edge.get(PATH).statusCode()).isEqualTo(500);
  }

  @Test
  void breaksOffWhereTheLengthWasWrong() {
    edge.store.httpAnswer = Map.of("content-length", "6");
    assertThatThrownBy(() -> edge.get(PATH)).hasRootCauseInstanceOf(IOException.class);
  }

  @Test
  void refusesASecondRange() throws IOException {
    try (RawClient client = edge.raw()) {
      client.send("GET " + PATH + " HTTP/1.1\nHost: x\nrange: bytes=0-1\nrange: bytes=2-3\n\n");
      assertThat(client.answer().status()).isEqualTo(400);
    }
  }
}
