package tintype.platform.changelog;

import java.time.Duration;

/** A consumer at work. */
public interface Subscription extends AutoCloseable {
  /**
   * How old the oldest change is that the slowest stream has not yet handed on; zero if none waits.
   * Without a connection it is the time since the log was last seen to its end.
   */
  Duration lag();

  /**
   * Why a stream does not go on, such as a change that cannot be applied again and again; empty
   * while all do.
   */
  String trouble();

  /** Everything of the stream before this position has taken effect. */
  Position position(StreamId stream);

  /**
   * Waits until everything before a position has taken effect.
   *
   * @return whether it has, within the timeout
   */
  boolean awaitPosition(StreamId stream, Position position, Duration timeout)
      throws InterruptedException;

  /** Whether {@link ChangeConsumer#positionLost} ended this stream. */
  boolean isLost(StreamId stream);

  /** Stops all streams; a batch under way is finished first. Does not throw. */
  @Override
  void close();
}
