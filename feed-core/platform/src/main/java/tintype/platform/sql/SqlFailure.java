package tintype.platform.sql;

import java.util.Locale;

/**
 * What a failure of a database means to whoever asked.
 *
 * @param kind what may be done about it
 * @param reason what it came from, for the metrics
 */
record SqlFailure(Kind kind, Reason reason) {
  /** What may be done about a failure. */
  enum Kind {
    /** Rolled back for another transaction's sake; trying again at once is right. */
    CONFLICT,
    /** Nothing took effect, or what did bears repeating; it may be tried again a little later. */
    UNAVAILABLE,
    /** The transaction took effect or did not: only a repeat with the same request id tells. */
    OUTCOME_UNKNOWN,
    /** A key is taken; nothing took effect. */
    DUPLICATE,
    /** The statement is wrong, and will be the next time too. */
    BUG
  }

  /** What a failure came from. */
  enum Reason {
    DEADLOCK,
    LOCK_WAIT,
    /** No connection, or one that was lost. */
    CONNECTION,
    /** The server that answered does not serve these rows now: another one will. */
    FAILOVER,
    /** A server that takes no more. */
    FULL,
    /** All connections of our own pool are taken, after a wait that was long enough. */
    POOL,
    /** The server ended what took too long. */
    TIMEOUT,
    OTHER
  }

  /** Where a transaction was. */
  enum Phase {
    /**
     * Before its commit: whatever was lost, the server rolls back. A statement without a
     * transaction counts as this too, since {@link Database#read} takes only what bears repeating.
     */
    STATEMENT,
    /** From the moment that the COMMIT was sent. */
    COMMIT
  }

  /** Whether another attempt may succeed and does no harm. */
  boolean isRetryable() {
    return kind == Kind.CONFLICT || (kind == Kind.UNAVAILABLE && reason != Reason.POOL);
  }

  /** For a metric. */
  static String tag(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
