package tintype.platform.sql;

import java.nio.file.Path;

/** A MariaDB server from a jar, with its data in one folder. */
public final class EmbeddedMariaDb implements AutoCloseable {
  /** Hears what a start is doing, in words for a person. */
  @FunctionalInterface
  public interface ProgressListener {
    void step(String sentence);
  }

  /**
   * What to run.
   *
   * @param folder gets data, log, password and pid file; made if absent
   * @param port on 127.0.0.1; 0 for the one used last or any free one
   * @param bufferPoolBytes memory for InnoDB's pages
   * @param software where the program is unpacked to; may be shared
   * @param durable whether a commit is forced to disk; only tests say no
   */
  public record Config(
      Path folder, int port, long bufferPoolBytes, Path software, boolean durable) {
    public static final long DEFAULT_BUFFER_POOL_BYTES = 256L << 20;

    /** Durable, any port, the program unpacked beside the data. */
    public static Config in(Path folder) {
      return new Config(folder, 0, DEFAULT_BUFFER_POOL_BYTES, folder.resolve("software"), true);
    }
  }

  public static EmbeddedMariaDb start(Config config, ProgressListener progress) {
    throw new UnsupportedOperationException("soon");
  }

  /** How to reach a keyspace's database, which is made if absent. */
  public DatabaseConfig database(Keyspace keyspace) {
    throw new UnsupportedOperationException("soon");
  }

  /** Stops the server gracefully and waits for it. */
  @Override
  public void close() {}
}
