package tintype.platform.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * {@code GET /metrics} in Prometheus's text form, and {@code GET /health}: 200 and {@code ready},
 * or 503 and a line for each thing that is not ready, with the reason; in both cases a line for
 * each thing that will not stay ready unless somebody does something, and for what is worth
 * knowing.
 */
public final class AdminServer implements AutoCloseable {
  /** Answered at one time; scrapers and load balancers need a few. More are answered 503. */
  static final int MAX_REQUESTS = 16;

  private final HttpServer server;

  private AdminServer(HttpServer server) {
    this.server = server;
  }

  /** Starts a server that remarks nothing. */
  public static AdminServer start(
      String host,
      int port,
      PrometheusMeterRegistry metrics,
      Supplier<Map<String, String>> notReady)
      throws IOException {
    return start(host, port, metrics, notReady, Map::of);
  }

  /**
   * Starts the server; port 0 means any free one.
   *
   * @param remarks what is said whether all is ready or not, by what a line of it begins with
   * @throws IOException where the port is taken
   */
  public static AdminServer start(
      String host,
      int port,
      PrometheusMeterRegistry metrics,
      Supplier<Map<String, String>> notReady,
      Supplier<Map<String, String>> remarks)
      throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    Semaphore places = new Semaphore(MAX_REQUESTS);
    // One context: the server's own choice of one goes by prefix, so that /healthy would be health
    // too.
    server.createContext(
        "/",
        exchange -> {
          if (!places.tryAcquire()) {
            answer(exchange, 503, "text/plain", "too many requests at once\n");
            return;
          }
          try {
            serve(exchange, metrics, notReady, remarks);
          } finally {
            places.release();
          }
        });
    server.start();
    return new AdminServer(server);
  }

  private static void serve(
      HttpExchange exchange,
      PrometheusMeterRegistry metrics,
      Supplier<Map<String, String>> notReady,
      Supplier<Map<String, String>> remarks)
      throws IOException {
    switch (exchange.getRequestURI().getPath()) {
      case "/metrics" -> answer(exchange, 200, "text/plain; version=0.0.4", metrics.scrape());
      case "/health" -> health(exchange, notReady.get(), remarks.get());
      default -> answer(exchange, 404, "text/plain", "expected: /health or /metrics\n");
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private static void health(
      HttpExchange exchange, Map<String, String> reasons, Map<String, String> remarks)
      throws IOException {
    StringBuilder text = new StringBuilder(reasons.isEmpty() ? "ready\n" : "not ready\n");
    new TreeMap<>(reasons)
        .forEach((name, why) -> text.append(name).append(": ").append(why).append('\n'));
    new TreeMap<>(remarks)
        .forEach((name, what) -> text.append(name).append(": ").append(what).append('\n'));
    answer(exchange, reasons.isEmpty() ? 200 : 503, "text/plain", text.toString());
  }

  private static void answer(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    try (var out = exchange.getResponseBody()) {
      out.write(body);
    }
  }
}
