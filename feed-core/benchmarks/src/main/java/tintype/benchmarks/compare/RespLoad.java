package tintype.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.Histogram;

/**
 * Asks Redis over many connections from one thread, which only counts the lines of the answers: so
 * the server is what is measured, not its client. A connection has one request on its way at most.
 */
final class RespLoad implements AutoCloseable {
  /**
   * What came of a run.
   *
   * @param answered how many requests
   * @param seconds how long it took
   * @param nanos from when a request was due to its answer
   */
  record Result(long answered, double seconds, Histogram nanos) {
    double rate() {
      return answered / seconds;
    }
  }

  private final Selector selector = Selector.open();
  private final Deque<Connection> idle = new ArrayDeque<>();
  private final int connections;
  private final byte[][] requests;
  private int next;

  RespLoad(int port, int connections, byte[][] requests) throws IOException {
    this.connections = connections;
    this.requests = requests;
    for (int i = 0; i < connections; i++) {
      SocketChannel channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      Connection connection = new Connection(channel);
      channel.register(selector, SelectionKey.OP_READ, connection);
      idle.add(connection);
    }
  }

  /** As many as it answers: each connection asks again at once. */
  Result flatOut(Duration time) throws IOException {
    return run(time, 0);
  }

  /** So many a second, whatever became of those before. */
  Result atRate(double perSecond, Duration time) throws IOException {
    return run(time, 1e9 / perSecond);
  }

  private Result run(Duration time, double periodNanos) throws IOException {
    Histogram nanos = new Histogram(3);
    long begin = System.nanoTime();
    long end = begin + time.toNanos();
    long sent = 0;
    long answered = 0;
    while (true) {
      long now = System.nanoTime();
      if (now >= end) {
        break;
      }
      long due = begin + (long) (sent * periodNanos);
      while (!idle.isEmpty() && due <= now) {
        idle.poll().send(requests[next], periodNanos == 0 ? System.nanoTime() : due);
        next = (next + 1) % requests.length;
        sent++;
        due = begin + (long) (sent * periodNanos);
      }
      answered += receive(nanos);
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    while (idle.size() < connections) {
      receive(nanos);
    }
    return new Result(answered, seconds, nanos);
  }

  /** Takes what has come; never waits, as this thread has a core of its own. */
  private int receive(Histogram nanos) throws IOException {
    if (selector.selectNow() == 0) {
      return 0;
    }
    int answered = 0;
    for (SelectionKey key : selector.selectedKeys()) {
      Connection connection = (Connection) key.attachment();
      if (connection.receive()) {
        nanos.recordValue(System.nanoTime() - connection.due);
        idle.add(connection);
        answered++;
      }
    }
    selector.selectedKeys().clear();
    return answered;
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }

  /** One socket, and the answer that is coming through it. */
  private static final class Connection {
    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(1 << 16);
    private int counted;
    private int lines;
    private long due;

    Connection(SocketChannel channel) {
      this.channel = channel;
    }

    void send(byte[] request, long dueNanos) throws IOException {
      due = dueNanos;
      in.clear();
      counted = 0;
      lines = 0;
      ByteBuffer out = ByteBuffer.wrap(request);
      while (out.hasRemaining()) {
        channel.write(out);
      }
    }

    /** Whether the answer is whole: an array of strings has two lines each, and its own. */
    boolean receive() throws IOException {
      if (channel.read(in) < 0) {
        throw new IOException("Redis has closed a connection");
      }
      for (; counted < in.position(); counted++) {
        lines += in.get(counted) == '\n' ? 1 : 0;
      }
      if (lines == 0) {
        return false;
      }
      return switch (in.get(0)) {
        case '*' -> lines == 1 + 2 * number();
        case '+' -> true;
        default -> throw new IOException("Redis answers " + (char) in.get(0));
      };
    }

    private int number() {
      int value = 0;
      for (int i = 1; in.get(i) != '\r'; i++) {
        value = 10 * value + in.get(i) - '0';
      }
      return value;
    }
  }
}
