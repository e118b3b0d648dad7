package tintype.benchmarks;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/** A running all-in-one of this machine: its ports and the tools' token, from its data folder. */
public final class Target implements AutoCloseable {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
  private static final Metadata.Key<String> ON_BEHALF_OF =
      Metadata.Key.of("tintype-on-behalf-of", Metadata.ASCII_STRING_MARSHALLER);

  private final Properties ports;
  private final String token;
  private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Target(Properties ports, String token) {
    this.ports = ports;
    this.token = token;
  }

  public static Target of(Path dataDir) throws IOException {
    Properties ports = new Properties();
    try (Reader reader = Files.newBufferedReader(dataDir.resolve("ports.properties"))) {
      ports.load(reader);
    }
    return new Target(ports, Files.readString(dataDir.resolve("credentials/service.jwt")).strip());
  }

  /** Of a service, or of {@code http} and {@code admin}. */
  public int port(String name) {
    return Integer.parseInt(ports.getProperty(name + "-port"));
  }

  /** Calls of nobody. */
  public Channel channel(String service) {
    return channels.computeIfAbsent(
        service,
        name -> NettyChannelBuilder.forAddress("127.0.0.1", port(name)).usePlaintext().build());
  }

  public Channel asTools(String service) {
    return as(service, token);
  }

  Channel asTools(Channel channel) {
    return as(channel, token);
  }

  /** Calls of the tools on behalf of an account, which needs no session. */
  public Channel actingFor(String service, long account) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + token);
    headers.put(ON_BEHALF_OF, Long.toString(account));
    return ClientInterceptors.intercept(
        channel(service), MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** The feed service of a system that runs in this very process. */
  Channel inProcess() {
    return channels.computeIfAbsent(
        "in-process", name -> InProcessChannelBuilder.forName("feed").build());
  }

  /** Calls of an account, by its access token. */
  Channel as(String service, String accessToken) {
    return as(channel(service), accessToken);
  }

  static Channel as(Channel channel, String accessToken) {
    Metadata headers = new Metadata();
    headers.put(AUTHORIZATION, "Bearer " + accessToken);
    return ClientInterceptors.intercept(
        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  /** A GET over the edge. Throws where the status is another than the one expected. */
  String get(String path, String accessToken, int expected)
      throws IOException, InterruptedException {
    return send(request("http-port", path, accessToken), path, expected);
  }

  /** An empty POST over the edge, with the same expectation. */
  void post(String path, String accessToken, int expected)
      throws IOException, InterruptedException {
    send(
        request("http-port", path, accessToken).POST(HttpRequest.BodyPublishers.noBody()),
        path,
        expected);
  }

  /** Whether nothing is left that a start waits for. */
  public boolean isReady() throws InterruptedException {
    try {
      send(request("admin-port", "/health", ""), "/health", 200);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** What the system counts, in Prometheus' text form. */
  public String metrics() throws IOException, InterruptedException {
    return send(request("admin-port", "/metrics", ""), "/metrics", 200);
  }

  private HttpRequest.Builder request(String port, String path, String accessToken) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.getProperty(port) + path));
    return accessToken.isEmpty()
        ? request
        : request.header("authorization", "Bearer " + accessToken);
  }

  private String send(HttpRequest.Builder request, String path, int expected)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IOException(path + " answered " + answer.statusCode() + ": " + answer.body());
    }
    return answer.body();
  }

  @Override
  public void close() {
    channels.values().forEach(ManagedChannel::shutdownNow);
    http.close();
  }
}
