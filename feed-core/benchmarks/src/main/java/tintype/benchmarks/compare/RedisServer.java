package tintype.benchmarks.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** A redis-server of this machine on a free port, that keeps nothing on disk. */
final class RedisServer implements AutoCloseable {
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Process process;
  private final int port;

  private RedisServer(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts one on the first core.
   *
   * @throws IOException if the program is not installed, or does not answer within ten seconds
   */
  static RedisServer start() throws IOException {
    int port = freePort();
    Path folder = Files.createTempDirectory("redis");
    Process process =
        new ProcessBuilder(
                "redis-server",
                "--bind",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--dir",
                folder.toString(),
                "--save",
                "",
                "--appendonly",
                "no",
                "--loglevel",
                "warning")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    RedisServer server = new RedisServer(process, port);
    try {
      server.await();
      Cores.giveServer(process.pid());
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
    return server;
  }

  /** A connection of one's own. */
  Jedis connect() {
    return new Jedis("127.0.0.1", port, (int) TimeUnit.MINUTES.toMillis(1));
  }

  int port() {
    return port;
  }

  double cpuMicros() throws IOException {
    return Cores.cpuMicros(process.pid());
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  private void await() throws IOException {
    long deadline = System.nanoTime() + START_NANOS;
    while (true) {
      try (Jedis jedis = connect()) {
        jedis.ping();
        return;
      } catch (JedisConnectionException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          throw new IOException("redis-server does not answer on port " + port, e);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
