package tintype.edge;

import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import tintype.platform.trace.Tracing;
import tintype.testkit.Eventually;

/** A gateway on a free port in front of a {@link Bookstore} in this JVM. */
final class RunningEdge implements AutoCloseable {
  static final String SERVICE = "tintype.edge.v1.BookstoreService";

  final Bookstore store = new Bookstore();
  final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  final Gateway gateway;
  private final Server server;
  private final ManagedChannel channel;
  private final Version version;
  private final HttpClient http;

  RunningEdge() {
    this(GatewayConfig.defaults());
  }

  RunningEdge(Version version) {
    this(GatewayConfig.defaults(), version);
  }

  RunningEdge(GatewayConfig config) {
    this(config, Version.HTTP_1_1);
  }

  RunningEdge(GatewayConfig config, Version version) {
    this.version = version;
    http = HttpClient.newBuilder().version(version).build();
    String name = UUID.randomUUID().toString();
    try {
      server =
          InProcessServerBuilder.forName(name)
              .addService(ServerInterceptors.intercept(store, store))
              .build()
              .start();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    channel = InProcessChannelBuilder.forName(name).build();
    gateway =
        Gateway.start(config.at("127.0.0.1", 0), Map.of(SERVICE, channel), metrics, Tracing.off());
    if (version == Version.HTTP_2) {
      // The client upgrades with a request that has no body, and then keeps to that connection.
      send(to("/nowhere").GET().build());
    }
  }

  HttpResponse<String> get(String path) {
    return send("GET", path, null, Map.of());
  }

  HttpResponse<String> post(String path, String json) {
    return send("POST", path, json, Map.of("content-type", "application/json"));
  }

  HttpResponse<String> send(String method, String path, String body, Map<String, String> headers) {
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    return sendBytes(method, path, publisher, headers);
  }

  HttpResponse<String> sendBytes(
      String method, String path, BodyPublisher body, Map<String, String> headers) {
    HttpRequest.Builder request = to(path).method(method, body);
    headers.forEach(request::header);
    return send(request.build());
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
      if (answer.version() != version) {
        throw new IllegalStateException(answer.version() + " (expected: " + version + ")");
      }
      return answer;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  int port() {
    return gateway.port();
  }

  /** A plain socket to the gateway, for what no HTTP client would send. */
  RawClient raw() throws IOException {
    return new RawClient(new Socket("127.0.0.1", gateway.port()));
  }

  /** Waits up to ten seconds for something to become true. */
  static void eventually(Callable<Boolean> condition) {
    Eventually.await(Duration.ofSeconds(10), condition);
  }

  @Override
  public void close() {
    gateway.drain(Duration.ofMillis(200));
    http.close();
    channel.shutdownNow();
    server.shutdownNow();
  }
}
