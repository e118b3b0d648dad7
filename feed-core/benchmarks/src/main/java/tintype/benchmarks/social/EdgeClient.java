package tintype.benchmarks.social;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;

/**
 * GETs over the edge with as little work as a client can have, because it shares its cores with
 * what it measures. Connections stay open; a call takes a free one or opens another.
 */
final class EdgeClient implements AutoCloseable {
  private static final int MAX_CONNECTIONS = 400;

  private final int port;
  private final Semaphore places = new Semaphore(MAX_CONNECTIONS);
  private final Deque<EdgeConnection> free = new ConcurrentLinkedDeque<>();

  EdgeClient(int port) {
    this.port = port;
  }

  /**
   * Reads an answer to its end.
   *
   * @param token of an account; empty for nobody
   * @return bytes of its body
   * @throws IOException also where the status is another than the one expected
   */
  int get(String path, String token, int expected) throws IOException, InterruptedException {
    byte[] request = request(path, token);
    places.acquire();
    try {
      EdgeConnection connection = connection();
      EdgeConnection.Answer answer = exchange(connection, request);
      if (answer.status() != expected) {
        throw new IOException(path + " answered " + answer.status());
      }
      return answer.bytes();
    } finally {
      places.release();
    }
  }

  private EdgeConnection.Answer exchange(EdgeConnection connection, byte[] request)
      throws IOException {
    try {
      EdgeConnection.Answer answer = connection.exchange(request);
      if (answer.isLast()) {
        connection.close();
      } else {
        free.addFirst(connection);
      }
      return answer;
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private EdgeConnection connection() throws IOException {
    EdgeConnection found = free.pollFirst();
    while (found != null && found.isStale()) {
      found.close();
      found = free.pollFirst();
    }
    return found == null ? EdgeConnection.open(port) : found;
  }

  private byte[] request(String path, String token) {
    String authorization = token.isEmpty() ? "" : "authorization: Bearer " + token + "\r\n";
    return ("GET "
            + path
            + " HTTP/1.1\r\nhost: 127.0.0.1:"
            + port
            + "\r\n"
            + authorization
            + "\r\n")
        .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() throws IOException {
    for (EdgeConnection one = free.pollFirst(); one != null; one = free.pollFirst()) {
      one.close();
    }
  }
}
