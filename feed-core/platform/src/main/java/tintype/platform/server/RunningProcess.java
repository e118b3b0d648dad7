package tintype.platform.server;

import java.util.Map;

/** What the main of a process starts: it may still wait for others, and says so in its health. */
public interface RunningProcess extends AutoCloseable {
  /**
   * Waits until calls are answered, however long what it stands on is away, or until it is closed.
   *
   * @throws RuntimeException for what waiting cannot mend, such as a database of a newer version
   */
  void awaitRunning() throws InterruptedException;

  /** Every setting that it knows, with its default as it would be written. */
  Map<String, String> settings();

  /** What is not ready yet and why; empty once all is. */
  Map<String, String> notReady();

  /** Drains and stops it. */
  @Override
  void close();
}
