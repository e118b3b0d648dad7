package tintype.platform.changelog;

import java.time.Duration;
import java.util.Map;

/** Reads one stream of one kind of log; {@link LogTail} does what is the same for all kinds. */
interface LogReader {
  /**
   * Reads on from a position on the tail's own thread, handing everything to {@link
   * LogTail#advance}, until the connection is lost or cut.
   *
   * @throws PositionLostException if the log does not go on from there
   * @throws Exception to be called again, after a pause
   */
  void read(Position from, LogTail tail) throws Exception;

  /** Cuts the connection for good; from any thread. */
  void cut();

  /** Whether the connection is known to be lost, so that a batch under way may be given up. */
  boolean isBroken();

  /** How far it is behind, by what the metric calls the stream; from any thread. */
  Map<String, Duration> lags();
}
