package tintype.benchmarks.social;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A connection of HTTP/1.1, of which only as much is understood as the edge's answers need. */
final class EdgeConnection implements AutoCloseable {
  /** The edge gives up connections that rest for a minute. */
  private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private static final int BUFFER_BYTES = 64 << 10;
  private static final String LENGTH = "content-length:";

  /**
   * @param bytes of the body
   * @param isLast the other side closes the connection now
   */
  record Answer(int status, int bytes, boolean isLast) {}

  private final Socket socket;
  private final InputStream in;
  private long usedAt = System.nanoTime();

  private EdgeConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
  }

  static EdgeConnection open(int port) throws IOException {
    Socket socket = new Socket("127.0.0.1", port);
    try {
      socket.setTcpNoDelay(true);
      return new EdgeConnection(socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  boolean isStale() {
    return System.nanoTime() - usedAt > STALE_NANOS;
  }

  Answer exchange(byte[] request) throws IOException {
    socket.getOutputStream().write(request);
    Answer answer = read(in);
    usedAt = System.nanoTime();
    return answer;
  }

  /** An answer whose head says how long its body is, which is skipped. */
  static Answer read(InputStream in) throws IOException {
    String[] status = line(in).split(" ", 3);
    int length = -1;
    boolean last = false;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      String header = line.toLowerCase(Locale.ROOT);
      if (header.startsWith(LENGTH)) {
        length = Integer.parseInt(header.substring(LENGTH.length()).strip());
      } else if (header.startsWith("connection:")) {
        last = header.contains("close");
      }
    }
    if (status.length < 2 || length < 0) {
      throw new IOException("no answer of a known length: " + String.join(" ", status));
    }
    in.skipNBytes(length);
    return new Answer(Integer.parseInt(status[1]), length, last);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new EOFException("the edge has closed the connection");
      }
      if (read != '\r') {
        line.append((char) read);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
