package tintype.platform.server;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import tintype.platform.changelog.SqlConsumer;
import tintype.platform.changelog.SqlEffects;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/**
 * Rows that a service derives from a keyspace's change log, as {@link SqlConsumer} runs it. Ready
 * once it has passed the log's end as that was at the start.
 */
public abstract class DerivedRows implements Background, SqlEffects {
  private static final Duration CATCH_UP_CHECK = Duration.ofSeconds(1);

  private final String name;
  private final Installation installation;
  private final Keyspace followed;
  private final Database database;
  private volatile SqlConsumer consumer;
  private volatile boolean caughtUp;
  private volatile boolean closed;

  /**
   * @param name such as {@code follower-mirror}, and of the consumer too
   * @param followed whose log tells
   * @param database the service's own, where the rows and the position are
   */
  protected DerivedRows(
      String name, Installation installation, Keyspace followed, Database database) {
    this.name = name;
    this.installation = installation;
    this.followed = followed;
    this.database = database;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final void start() {
    closed = false;
    consumer = SqlConsumer.start(name, installation.changeLog(followed), database, this);
    Thread.ofVirtual().name(name + "-catch-up").start(this::awaitCaughtUp);
  }

  @Override
  public final String notReady() {
    return caughtUp ? consumer.notReady() : "catching up with the change log";
  }

  /** Whether this process holds all of the log's streams, so that no other one tells meanwhile. */
  public final boolean isAtWork() {
    SqlConsumer started = consumer;
    return started != null && started.isHeld();
  }

  @Override
  public final void close() {
    closed = true;
    if (consumer != null) {
      consumer.close();
    }
  }

  private void awaitCaughtUp() {
    try {
      while (!caughtUp && !closed) {
        caughtUp = hasCaughtUp();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A database that is away for a moment must not end the question. */
  private boolean hasCaughtUp() throws InterruptedException {
    try {
      return consumer.awaitCaughtUp(CATCH_UP_CHECK);
    } catch (RuntimeException | Error e) {
      LockSupport.parkNanos(CATCH_UP_CHECK.toNanos());
      return false;
    }
  }
}
