package tintype.edge;

import java.time.Duration;

/**
 * Where the gateway listens and what it takes. Sizes are in bytes.
 *
 * @param host the address to bind to
 * @param port the port to bind to; 0 for any free one
 * @param threads event loops; 0 for one a core
 * @param maxConnections connections open at once; one more is answered 503 and closed
 * @param maxRequests requests in flight on all connections together; one more is answered 503
 * @param maxUri bytes of the longest request target; a longer one is answered 414
 * @param maxHeaders bytes of all headers of a request together; more is answered 431
 * @param maxMetadata bytes of these headers that a call takes along, names and values; more is
 *     answered 431. Stays below the services' {@code grpc-max-metadata}, which holds our own too
 * @param maxJsonBody bytes of the largest JSON body; a larger one is answered 413
 * @param maxUpload bytes of the largest body of a route that takes bytes; a larger one is answered
 *     413
 * @param maxStreams requests of one HTTP/2 connection at once
 * @param streamWindow bytes that a client may send of one HTTP/2 request before we ask for more
 * @param connectionWindow the same for all requests of an HTTP/2 connection together
 * @param maxResets streams that may be reset on one HTTP/2 connection, by either side, in 30
 *     seconds; one more ends it
 * @param headerTimeout from a request's first byte to the end of its headers
 * @param bodyTimeout for a whole JSON body, and between two pieces of an upload
 * @param idleTimeout between requests, and for the first byte of the first one
 * @param answerTimeout for the client to take an answer, or any part of a download
 * @param maxLinger bytes that are read and dropped of a refused body, so that the client can see
 *     the answer
 * @param lingerTimeout how long that may take
 * @param drainTimeout how long requests in flight may take once the edge stops
 */
public record GatewayConfig(
    String host,
    int port,
    int threads,
    int maxConnections,
    int maxRequests,
    int maxUri,
    int maxHeaders,
    int maxMetadata,
    int maxJsonBody,
    long maxUpload,
    int maxStreams,
    int streamWindow,
    int connectionWindow,
    int maxResets,
    Duration headerTimeout,
    Duration bodyTimeout,
    Duration idleTimeout,
    Duration answerTimeout,
    long maxLinger,
    Duration lingerTimeout,
    Duration drainTimeout) {

  public GatewayConfig {
    atLeast("threads", threads, 0);
    atLeast("maxConnections", maxConnections, 1);
    atLeast("maxRequests", maxRequests, 1);
    atLeast("maxUri", maxUri, 64);
    atLeast("maxHeaders", maxHeaders, 256);
    atLeast("maxMetadata", maxMetadata, 256);
    atLeast("maxJsonBody", maxJsonBody, 0);
    atLeast("maxUpload", maxUpload, 0);
    atLeast("maxStreams", maxStreams, 1);
    atLeast("streamWindow", streamWindow, 16 * 1024);
    atLeast("connectionWindow", connectionWindow, 64 * 1024);
    atLeast("maxResets", maxResets, 1);
    atLeast("maxLinger", maxLinger, 0);
    if (port < 0 || port > 65535) {
      throw new IllegalArgumentException("port: " + port + " (expected: 0..65535)");
    }
  }

  /** The defaults of the design: loopback, 8080. */
  public static GatewayConfig defaults() {
    return new GatewayConfig(
        "127.0.0.1",
        8080,
        0,
        10_000,
        5_000,
        16 * 1024,
        8 * 1024,
        6 * 1024,
        1024 * 1024,
        30_000_000,
        100,
        64 * 1024,
        1024 * 1024,
        200,
        Duration.ofSeconds(10),
        Duration.ofSeconds(20),
        Duration.ofSeconds(60),
        Duration.ofSeconds(30),
        64_000_000,
        Duration.ofSeconds(10),
        Duration.ofSeconds(20));
  }

  /** The same at another address. */
  public GatewayConfig at(String otherHost, int otherPort) {
    return new GatewayConfig(
        otherHost,
        otherPort,
        threads,
        maxConnections,
        maxRequests,
        maxUri,
        maxHeaders,
        maxMetadata,
        maxJsonBody,
        maxUpload,
        maxStreams,
        streamWindow,
        connectionWindow,
        maxResets,
        headerTimeout,
        bodyTimeout,
        idleTimeout,
        answerTimeout,
        maxLinger,
        lingerTimeout,
        drainTimeout);
  }

  private static void atLeast(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          name + ": " + value + " (expected: " + least + " or more)");
    }
  }
}
