package tintype.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static tintype.edge.RunningEdge.eventually;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.platform.config.Config;

class EdgeProcessTest {
  @TempDir Path folder;

  /** An edge whose services cannot be reached, which it says of each request that is whole. */
  private EdgeProcess start() throws IOException {
    Map<String, String> settings = new HashMap<>();
    for (String service : new String[] {"account", "graph", "media", "feed"}) {
      settings.put(service + "-address", "tcp://127.0.0.1:1");
    }
    settings.put("data-dir", folder.toString());
    settings.put("http-port", "0");
    settings.put("admin-port", "0");
    return EdgeProcess.start(Config.of(settings));
  }

  @Test
  void healthTurnsFirstAndRequestsInFlightAreAnsweredInBothVersions() throws Exception {
    EdgeProcess edge = start();
    try (HttpClient http = HttpClient.newHttpClient();
        RawClient one = new RawClient(new Socket("127.0.0.1", edge.port()));
        RawHttp2Client two = new RawHttp2Client(edge.port())) {
      one.send("POST /v1/sessions HTTP/1.1\nHost: x\ncontent-length: 2\nexpect: 100-continue\n\n");
      assertThat(one.answer().status()).isEqualTo(100); // So it is in flight.
      two.request(1, RawHttp2Client.head("POST", "/v1/sessions"), false);
      two.data(1, new byte[] {'{'}, false);
      two.request(3, RawHttp2Client.head("GET", "/openapi.json"), true);
      assertThat(two.answer(3).status()).isEqualTo(200); // So the first stream has arrived too.

      Thread stop = Thread.ofVirtual().start(edge::close);
      eventually(() -> health(http, edge).contains("stopping"));
      assertThat(two.next(RawHttp2Client.GOAWAY).intAt(4)).isZero();
      var answer = one.send("{}").answer();
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.body()).contains("TRY_AGAIN");
      assertThat(answer.headers()).containsEntry("connection", "close");
      two.data(1, new byte[] {'}'}, true);
      assertThat(two.answer(1).body()).contains("TRY_AGAIN");
      stop.join();
    }
  }

  private static String health(HttpClient http, EdgeProcess edge) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + edge.adminPort() + "/health");
    return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
  }
}
