package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.edge.RunningEdge.eventually;

import com.google.gson.JsonObject;
import io.grpc.Metadata;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UploadTest extends BothVersions {
  private static final String HEAD = "POST /v1/things/cat:upload HTTP/1.1\nHost: x\n";

  private RunningEdge edge;

  @BeforeEach
  void start() {
    edge = new RunningEdge(version);
  }

  @AfterEach
  void stop() {
    edge.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_536, 65_537, 3_000_000})
  void carriesBytesAndTheirType(int size) throws Exception {
    byte[] bytes = new byte[size];
    new Random(7).nextBytes(bytes);
    for (boolean chunked : new boolean[] {false, true}) {
      var publisher =
          chunked
              ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))
              : BodyPublishers.ofByteArray(bytes);
      var answer =
          edge.sendBytes(
              "POST",
              "/v1/things/cat%20one:upload",
              publisher,
              Map.of("content-type", "image/png"));
      assertThat(answer.statusCode()).isEqualTo(200);
      JsonObject result = Answered.json(answer);
      assertThat(result.get("name").getAsString()).isEqualTo("cat one");
      assertThat(result.get("contentType").getAsString()).isEqualTo("image/png");
      assertThat(result.get("bytes").getAsString()).isEqualTo("" + size);
      assertThat(result.get("sha256").getAsString())
          .isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }
    assertThat(edge.store.largestPiece.get()).isLessThanOrEqualTo(64 * 1024);
  }

  @Test
  void cancelsTheCallWhenTheBodyIsCutOff() throws IOException {
    try (RawClient client = edge.raw()) {
      client.send(HEAD + "content-length: 1000000\n\n").sendBytes(new byte[200_000]);
      eventually(() -> edge.store.uploaded.get() > 0);
    }
    eventually(() -> edge.store.uploadsCancelled.get() == 1);
    try (RawClient client = edge.raw()) {
      client.send(HEAD + "transfer-encoding: chunked\n\n10000\n").sendBytes(new byte[65_536]);
      client.send("\n4000\nabc");
      eventually(() -> edge.store.uploaded.get() > 200_000);
      client.socket.shutdownOutput();
      eventually(() -> edge.store.uploadsCancelled.get() == 2);
    }
    assertThat(edge.store.uploadsFinished.get()).isZero();
    assertThat(edge.get("/shelves/1").statusCode()).isEqualTo(200);
  }

  @Test
  void cancelsTheCallWhenAChunkIsBroken() throws IOException {
    try (RawClient client = edge.raw()) {
      client.send(HEAD + "transfer-encoding: chunked\n\n3\nabc\nzz\n");
      var answer = client.answer();
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("MALFORMED_REQUEST");
      assertThat(client.isClosedByPeer()).isTrue();
    }
    eventually(() -> edge.store.uploadsCancelled.get() == 1);
    assertThat(edge.store.uploadsFinished.get()).isZero();
  }

  @Test
  void refusesByContentLengthBeforeAnythingIsSent() throws IOException {
    try (RawClient client = edge.raw()) {
      client.send(HEAD + "content-length: 30000001\nexpect: 100-continue\n\n");
      var answer = client.answer();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("BODY_TOO_LARGE").contains("\"limit\":\"30000000\"");
      assertThat(answer.headers()).containsEntry("connection", "close");
    }
    assertThat(edge.store.calls.get()).isZero();
  }

  @Test
  void showsTheAnswerToAClientThatSendsAllTheSame() {
    var answer =
        edge.sendBytes(
            "POST",
            "/v1/things/cat:upload",
            BodyPublishers.ofByteArray(new byte[35_000_000]),
            Map.of("content-type", "image/png"));
    assertThat(answer.statusCode()).isEqualTo(413);
  }

  @Test
  void refusesAChunkedBodyThatGrowsTooLarge() {
    var answer =
        edge.sendBytes(
            "POST",
            "/v1/things/cat:upload",
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[31_000_000])),
            Map.of("content-type", "image/png"));
    assertThat(answer.statusCode()).isEqualTo(413);
    eventually(() -> edge.store.uploadsCancelled.get() == 1);
    assertThat(edge.store.uploadsFinished.get()).isZero();
  }

  @Test
  void passesOnARefusalBeforeTheBodyIsIn() throws IOException {
    try (RawClient client = edge.raw()) {
      client.send(
          "POST /v1/things/cat:upload?mode=refuse HTTP/1.1\nHost: x\ncontent-length: 5000000\n\n");
      var answer = client.answer();
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.body()).contains("not you");
      client.sendBytes(new byte[4_000_000]);
    }
  }

  @Test
  void saysContinueOnlyWhenItWantsTheBody() throws IOException {
    try (RawClient client = edge.raw()) {
      client.send(HEAD + "content-length: 3\nexpect: 100-continue\n\n");
      assertThat(client.line()).isEqualTo("HTTP/1.1 100 Continue");
      assertThat(client.line()).isEmpty();
      var answer = client.send("abc").answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(client.send("GET /shelves/1 HTTP/1.1\nHost: x\n\n").answer().status())
          .isEqualTo(200);
    }
  }

  @Test
  void takesNoMoreFromTheClientThanTheServiceTakes() throws Exception {
    AtomicLong written = new AtomicLong();
    try (RawClient client = edge.raw()) {
      int size = 29_000_000;
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      client.send(
                          "POST /v1/things/cat:upload?mode=slow HTTP/1.1\nHost: x\ncontent-length: "
                              + size
                              + "\n\n");
                      byte[] piece = new byte[50_000];
                      for (int sent = 0; sent < size; sent += piece.length) {
                        client.sendBytes(piece);
                        written.addAndGet(piece.length);
                      }
                    } catch (IOException e) {
                      throw new IllegalStateException(e);
                    }
                  });
      // Once the sockets' own buffers are full, nothing moves; what the gateway took is its pieces.
      long[] seen = {-1, 0};
      eventually(
          () -> {
            seen[1] = written.get() == seen[0] && seen[0] > 0 ? seen[1] + 1 : 0;
            seen[0] = written.get();
            return seen[1] > 100;
          });
      assertThat(written.get()).isLessThan(size);
      double taken = edge.metrics.get("http.server.bytes").tag("direction", "in").counter().count();
      assertThat(taken).isLessThan(1_000_000);

      edge.store.takeUploads.countDown();
      assertThat(client.answer().body()).contains("\"bytes\":\"" + size + "\"");
      sender.join();
    }
  }

  @Test
  void sendsManyTinyChunksAsFewMessages() throws IOException {
    StringBuilder chunks = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      chunks.append("1\nx\n");
    }
    try (RawClient client = edge.raw()) {
      client.send(HEAD + "transfer-encoding: chunked\n\n" + chunks + "0\n\n");
      assertThat(client.answer().body()).contains("\"bytes\":\"50000\"").contains("\"messages\":2");
    }
    Metadata seen = edge.store.lastMetadata;
    assertThat(seen.get(CallMetadata.REQUEST_ID)).isNotEmpty();
  }
}
