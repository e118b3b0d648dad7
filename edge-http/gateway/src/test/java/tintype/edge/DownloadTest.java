package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.edge.RunningEdge.eventually;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DownloadTest extends BothVersions {
  private RunningEdge edge;

  @BeforeEach
  void start() {
    edge = new RunningEdge(version);
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  void streamsBytesInChunks() {
    var answer = edge.get("/v1/things/cat?bytes=1000000");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).hasSize(1_000_000);
    assertThat(answer.headers().firstValue("content-type")).contains("image/jpeg");
    assertThat(answer.headers().firstValue("cache-control")).contains("private, max-age=60");
    assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
    assertThat(answer.headers().firstValue("content-length")).isEmpty();
  }

  @Test
  void saysTheLengthWhereTheServiceDoes() {
    var answer =
        edge.send(
            "GET", "/v1/things/cat?bytes=100000", "", Map.of("tintype-after", "length:100000"));
    assertThat(answer.headers().firstValue("content-length")).contains("100000");
    assertThat(answer.body()).hasSize(100_000);
  }

  @Test
  void breaksOffWhereTheLengthWasWrong() {
    for (String length : new String[] {"length:100001", "length:99999"}) {
      assertThatThrownBy(
              () ->
                  edge.send(
                      "GET", "/v1/things/cat?bytes=100000", "", Map.of("tintype-after", length)))
          .hasRootCauseInstanceOf(IOException.class);
    }
  }

  @Test
  void answersAnEmptyStream() {
    var answer = edge.get("/v1/things/cat?bytes=0");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void answersAnErrorBeforeTheFirstByteAsJson() {
    var answer = edge.get("/v1/things/cat?mode=fail");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("no such thing");
  }

  @Test
  void breaksTheConnectionOnAnErrorAfterTheFirstByte() throws IOException {
    try (RawClient client = edge.raw()) {
      client.send("GET /v1/things/cat?mode=break&bytes=200000 HTTP/1.1\nHost: x\n\n");
      String all = new String(client.rest(), java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(all).startsWith("HTTP/1.1 200 OK").doesNotContain("\r\n0\r\n\r\n");
    }
    assertThat(edge.get("/shelves/1").statusCode()).isEqualTo(200);
  }

  @Test
  void endsAStreamToHttp10ByClosing() throws IOException {
    try (RawClient client = edge.raw()) {
      client.send("GET /v1/things/cat?bytes=1000 HTTP/1.0\n\n");
      String all = new String(client.rest(), java.nio.charset.StandardCharsets.ISO_8859_1);
      assertThat(all).doesNotContain("chunked").endsWith("\r\n\r\n" + "\0".repeat(1000));
    }
  }

  @Test
  void keepsTheConnectionForTheNextRequest() throws IOException {
    try (RawClient client = edge.raw()) {
      client.send("GET /v1/things/cat?bytes=3 HTTP/1.1\nHost: x\n\n");
      while (!client.line().equals("0")) {
        // The head and the chunks.
      }
      assertThat(client.line()).isEmpty();
      assertThat(client.send("GET /shelves/1 HTTP/1.1\nHost: x\n\n").answer().status())
          .isEqualTo(200);
    }
  }

  @Test
  void asksTheServiceForNoMoreThanTheClientTakes() throws IOException {
    long size = 200_000_000;
    try (RawClient client = edge.raw()) {
      client.send("GET /v1/things/cat?bytes=" + size + " HTTP/1.1\nHost: x\n\n");
      long[] seen = {-1, 0};
      eventually(
          () -> {
            long produced = edge.store.produced.get();
            seen[1] = produced == seen[0] && produced > 0 ? seen[1] + 1 : 0;
            seen[0] = produced;
            return seen[1] > 100;
          });
      // The kernel's socket buffers, and a few pieces of ours.
      assertThat(edge.store.produced.get()).isLessThan(20_000_000);
      assertThat(edge.store.downloadsCancelled.get()).isZero();
    }
    eventually(() -> edge.store.downloadsCancelled.get() == 1);
    assertThat(edge.store.produced.get()).isLessThan(20_000_000);
  }
}
