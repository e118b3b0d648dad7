package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tintype.edge.RunningEdge.eventually;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import tintype.platform.config.Config;

/** Time-outs, the number of connections, and the way out. */
class LimitsTest {
  private static GatewayConfig config(String... settings) {
    var values = new java.util.HashMap<String, String>();
    for (String setting : settings) {
      values.put(setting.split("=")[0], setting.split("=")[1]);
    }
    return Config.of(values).bind("http", GatewayConfig.defaults());
  }

  @Test
  void closesAConnectionWhoseHeadersDribble() throws IOException {
    try (RunningEdge edge = new RunningEdge(config("http-header-timeout=200ms"));
        RawClient client = edge.raw()) {
      client.send("GET /shelves/1 HTTP/1.1\nHost: ");
      assertThat(client.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void closesAConnectionThatSaysNothing() throws IOException {
    try (RunningEdge edge = new RunningEdge(config("http-idle-timeout=200ms"));
        RawClient client = edge.raw()) {
      assertThat(client.send("GET /shelves/1 HTTP/1.1\nHost: x\n\n").answer().status())
          .isEqualTo(200);
      assertThat(client.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void refusesABodyThatDoesNotCome() throws IOException {
    try (RunningEdge edge = new RunningEdge(config("http-body-timeout=200ms"))) {
      for (String path : new String[] {"/v1/echo", "/v1/things/cat:upload"}) {
        try (RawClient client = edge.raw()) {
          client.send("POST " + path + " HTTP/1.1\nHost: x\ncontent-length: 20\n\n{");
          var answer = client.answer();
          assertThat(answer.status()).isEqualTo(408);
          assertThat(answer.body()).contains("\"code\":408");
        }
      }
      eventually(() -> edge.store.uploadsCancelled.get() == 1);
      assertThat(edge.store.uploadsFinished.get()).isZero();
    }
  }

  @Test
  void dropsOnlySoMuchOfARefusedBody() throws IOException {
    try (RunningEdge edge = new RunningEdge(config("http-max-linger=100000"))) {
      String refused = "POST /nowhere HTTP/1.1\nHost: x\ncontent-length: 50000000\n\n";
      try (RawClient client = edge.raw()) {
        assertThat(client.send(refused).answer().status()).isEqualTo(404);
        client.sendBytes(new byte[100_000]);
        assertThat(client.isClosedByPeer()).isTrue(); // Its own side; what we send is still read.
        assertThatThrownBy(
                () -> {
                  for (int sent = 0; sent < 50_000_000; sent += 50_000) {
                    client.sendBytes(new byte[50_000]);
                  }
                })
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void waitsOnlySoLongForTheRestOfARefusedBody() throws IOException {
    try (RunningEdge edge = new RunningEdge(config("http-linger-timeout=200ms"));
        RawClient client = edge.raw()) {
      client.send("POST /nowhere HTTP/1.1\nHost: x\ncontent-length: 50000000\n\n");
      assertThat(client.answer().status()).isEqualTo(404);
      eventually(() -> edge.metrics.get("http.server.connections").gauge().value() == 0);
    }
  }

  @Test
  void closesADownloadThatNobodyTakes() throws IOException {
    try (RunningEdge edge = new RunningEdge(config("http-answer-timeout=200ms"));
        RawClient client = edge.raw()) {
      client.send("GET /v1/things/cat?bytes=100000000 HTTP/1.1\nHost: x\n\n");
      eventually(() -> edge.store.downloadsCancelled.get() == 1);
    }
  }

  @Test
  void answersOneConnectionTooMany() throws IOException {
    try (RunningEdge edge = new RunningEdge(config("http-max-connections=2"))) {
      try (RawClient first = edge.raw();
          RawClient second = edge.raw()) {
        assertThat(first.send("GET /shelves/1 HTTP/1.1\nHost: x\n\n").answer().status())
            .isEqualTo(200);
        assertThat(second.send("GET /shelves/1 HTTP/1.1\nHost: x\n\n").answer().status())
            .isEqualTo(200);
        try (RawClient third = edge.raw()) {
          var answer = third.answer();
          assertThat(answer.status()).isEqualTo(503);
          assertThat(answer.body()).contains("TRY_AGAIN");
          assertThat(third.isClosedByPeer()).isTrue();
        }
      }
      eventually(() -> edge.metrics.get("http.server.connections").gauge().value() == 0);
      assertThat(edge.get("/shelves/1").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void finishesRequestsInFlightBeforeItCloses() throws Exception {
    try (RunningEdge edge = new RunningEdge();
        RawClient busy = edge.raw();
        RawClient idle = edge.raw()) {
      idle.send("GET /shelves/1 HTTP/1.1\nHost: x\n\n").answer();
      int calls = edge.store.calls.get();
      busy.send("POST /v1/messages/1:get HTTP/1.1\nHost: x\ncontent-length: 2\n\n{");
      Thread drain = Thread.ofVirtual().start(() -> edge.gateway.drain(Duration.ofSeconds(10)));
      assertThat(idle.isClosedByPeer()).isTrue();
      int port = edge.gateway.port();
      eventually(() -> isRefused(port));
      assertThat(edge.store.calls.get()).isEqualTo(calls);
      var answer = busy.send("}").answer();
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.headers()).containsEntry("connection", "close");
      assertThat(busy.isClosedByPeer()).isTrue();
      drain.join();
    }
  }

  @Test
  void breaksOffWhatDoesNotFinishInTime() throws Exception {
    try (RunningEdge edge = new RunningEdge();
        RawClient client = edge.raw()) {
      client.send("GET /v1/things/cat?bytes=100000000 HTTP/1.1\nHost: x\n\n");
      eventually(() -> edge.store.produced.get() > 0);
      edge.gateway.drain(Duration.ofMillis(100));
      eventually(() -> edge.store.downloadsCancelled.get() == 1);
    }
  }

  @Test
  void refusesSettingsOutOfTheirRange() {
    assertThatThrownBy(() -> config("http-port=70000")).hasMessageContaining("0..65535");
    assertThatThrownBy(() -> config("http-max-connections=0")).hasMessageContaining("1 or more");
  }

  private static boolean isRefused(int port) {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      return socket.isClosed();
    } catch (ConnectException e) {
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
