package tintype.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.edge.RawHttp2Client.head;
import static tintype.edge.RunningEdge.eventually;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tintype.platform.config.Config;

/** Streams of one connection beside each other: each has its own pace and its own end. */
class Http2StreamsTest {
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

  @Test
  void answersManyStreamsAtOnce() throws IOException {
    try (RawHttp2Client client = raw()) {
      client.request(1, head("POST", UPLOAD), false);
      for (int stream = 3; stream < 43; stream += 2) {
        client.request(stream, head("GET", "/shelves/" + stream), true);
        assertThat(client.answer(stream).body()).contains("\"name\":\"" + stream + "\"");
      }
      client.data(1, new byte[10_000], false).data(1, new byte[10_000], true);
      var answer = client.answer(1);
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).contains("\"bytes\":\"20000\"");
      assertThat(answer.headers().contains("connection")).isFalse();
    }
  }

  @Test
  void cancelsTheCallOfAStreamThatIsReset() throws IOException {
    try (RawHttp2Client client = raw()) {
      client.request(1, head("POST", UPLOAD), false).data(1, new byte[70_000 - 65_536], false);
      client.data(1, new byte[16_384], false);
      eventually(() -> edge.store.calls.get() == 1);
      client.reset(1);
      eventually(() -> edge.store.uploadsCancelled.get() == 1);
      client.request(3, head("GET", "/shelves/1"), true);
      assertThat(client.answer(3).status()).isEqualTo(200);
    }
    assertThat(edge.store.uploadsFinished.get()).isZero();
  }

  @Test
  void takesNoMoreOfAnUploadThanTheServiceTakes() throws IOException {
    try (RawHttp2Client client = raw()) {
      client.request(1, head("POST", UPLOAD + "?mode=slow"), false);
      int sent = 0;
      for (int window = 65_535; window >= 8_192; sent += 8_192) {
        client.data(1, new byte[8_192], false);
        window -= 8_192;
      }
      // What the windows hold is sent; the other streams go on.
      client.request(3, head("GET", "/shelves/1"), true);
      assertThat(client.answer(3).status()).isEqualTo(200);
      edge.store.takeUploads.countDown();
      client.data(1, new byte[0], true);
      assertThat(client.answer(1).body()).contains("\"bytes\":\"" + sent + "\"");
    }
  }

  @Test
  void asksTheServiceForNoMoreThanTheWindowTakes() throws IOException {
    try (RawHttp2Client client = raw()) {
      client.request(1, head("GET", "/v1/things/cat?bytes=200000000"), true);
      long[] seen = {-1, 0};
      eventually(
          () -> {
            long produced = edge.store.produced.get();
            seen[1] = produced == seen[0] && produced > 0 ? seen[1] + 1 : 0;
            seen[0] = produced;
            return seen[1] > 100;
          });
      assertThat(edge.store.produced.get()).isLessThan(1_000_000);
      client.reset(1);
      eventually(() -> edge.store.downloadsCancelled.get() == 1);
    }
  }

  @Test
  void finishesStreamsInFlightBeforeItCloses() throws Exception {
    try (RawHttp2Client client = raw()) {
      client.request(1, head("POST", UPLOAD), false).data(1, new byte[5], false);
      eventually(() -> edge.store.calls.get() == 1);
      Thread drain = Thread.ofVirtual().start(() -> edge.gateway.drain(Duration.ofSeconds(10)));
      var away = client.next(RawHttp2Client.GOAWAY);
      assertThat(away.intAt(0)).isEqualTo(1);
      assertThat(away.intAt(4)).isZero();
      client.data(1, new byte[5], true);
      assertThat(client.answer(1).body()).contains("\"bytes\":\"10\"");
      assertThatThrownBy(
              () -> {
                while (true) {
                  client.next();
                }
              })
          .isInstanceOf(EOFException.class);
      drain.join();
    }
  }

  @Test
  void breaksOffStreamsThatDoNotFinishInTime() throws IOException {
    try (RawHttp2Client client = raw()) {
      client.request(1, head("POST", UPLOAD), false).data(1, new byte[5], false);
      eventually(() -> edge.store.calls.get() == 1);
      edge.gateway.drain(Duration.ofMillis(100));
      eventually(() -> edge.store.uploadsCancelled.get() == 1);
    }
  }

  @Test
  void cancelsACallWhoseAnswerIsAwaited() throws IOException {
    try (RawHttp2Client client = raw()) {
      client.request(1, head("GET", "/v1/slow?boolValue=true"), true);
      eventually(() -> edge.store.calls.get() == 1);
      client.reset(1);
      eventually(() -> edge.store.slowCancelled.get() == 1);
      client.request(3, head("GET", "/shelves/1"), true);
      assertThat(client.answer(3).status()).isEqualTo(200);
    }
  }

  @Test
  void aSlowDownloadHoldsNoOtherStreamBack() throws IOException {
    try (RawHttp2Client client = raw()) {
      client.grant(0, 10_000_000);
      client.request(1, head("GET", "/v1/things/cat?bytes=200000000"), true);
      eventually(() -> edge.store.produced.get() > 0);
      // The first stream's window is used up, and nobody opens it.
      client.request(3, head("GET", "/v1/things/cat?bytes=3000000"), true);
      assertThat(client.answer(3).body()).hasSize(3_000_000);
      client.request(5, head("POST", "/v1/echo"), false).data(5, "{}".getBytes(UTF_8), true);
      assertThat(client.answer(5).status()).isEqualTo(200);
      assertThat(edge.store.produced.get()).isLessThan(4_000_000);
      assertThat(edge.store.downloadsCancelled.get()).isZero();
    }
    eventually(() -> edge.store.downloadsCancelled.get() == 1);
  }

  @Test
  void goesOnWithADownloadOnceTheWindowOpens() throws IOException {
    try (RawHttp2Client client = raw()) {
      client.request(1, head("GET", "/v1/things/cat?bytes=1000000"), true);
      long[] produced = {-1};
      eventually(() -> produced[0] == (produced[0] = edge.store.produced.get()) && produced[0] > 0);
      client.grant(0, 2_000_000);
      client.grant(1, 2_000_000);
      assertThat(client.answer(1).body()).hasSize(1_000_000);
    }
  }

  @Test
  void refusesByContentLengthBeforeTheBodyIsSent() throws IOException {
    try (RawHttp2Client client = raw()) {
      client.request(1, head("POST", UPLOAD).add("content-length", "30000001"), false);
      var answer = client.answer(1);
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("BODY_TOO_LARGE").contains("\"limit\":\"30000000\"");
      assertThat(answer.headers().contains("connection")).isFalse();
      // What is on its way is dropped, and the connection goes on.
      client.data(1, new byte[16_384], false);
      client.request(3, head("GET", "/shelves/1"), true);
      assertThat(client.answer(3).status()).isEqualTo(200);
    }
    assertThat(edge.store.calls.get()).isEqualTo(1);
  }

  @Test
  void refusesABodyThatGrowsTooLarge() throws IOException {
    restart("http-max-upload", "50000");
    try (RawHttp2Client client = raw()) {
      client.request(1, head("POST", UPLOAD), false);
      for (int sent = 0; sent < 64_000; sent += 16_000) {
        client.data(1, new byte[16_000], false);
      }
      assertThat(client.answer(1).status()).isEqualTo(413);
      eventually(() -> edge.store.uploadsCancelled.get() == 1);
      client.request(3, head("GET", "/shelves/1"), true);
      assertThat(client.answer(3).status()).isEqualTo(200);
    }
    assertThat(edge.store.uploadsFinished.get()).isZero();
  }
}
