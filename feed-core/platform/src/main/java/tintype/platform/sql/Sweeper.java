package tintype.platform.sql;

import java.time.InstantSource;

/** Deletes outbox rows and request ids older than 48 hours, a few at a time, in the background. */
public final class Sweeper implements AutoCloseable {
  public static Sweeper start(Database database, InstantSource clock) {
    throw new UnsupportedOperationException("soon");
  }

  @Override
  public void close() {}
}
