package tintype.platform.changelog;

import java.time.Duration;
import tintype.platform.sql.Database;

/**
 * Runs a consumer whose effects are SQL: in one process at a time for each stream, from the saved
 * position on, saving it after the effects of each batch.
 */
public final class SqlConsumer implements AutoCloseable {
  /**
   * Starts in the background.
   *
   * @param name of the consumer; the same in every process that may run it
   * @param log what to tail
   * @param positions the consumer's own database, which has the table {@code changelog_position}
   */
  public static SqlConsumer start(
      String name, ChangeLog log, Database positions, SqlEffects effects) {
    throw new UnsupportedOperationException("soon");
  }

  /**
   * Waits until this process, or another one that holds the lease, has put into effect what was
   * committed before the call.
   */
  public boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
    throw new UnsupportedOperationException("soon");
  }

  /** Stops, saves the position and gives the lease away. */
  @Override
  public void close() {}
}
