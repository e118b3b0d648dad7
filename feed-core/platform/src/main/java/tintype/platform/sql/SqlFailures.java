package tintype.platform.sql;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/**
 * What a database's failure means, decided by vendor code in this one place: drivers wrap the same
 * code in different classes.
 */
final class SqlFailures {
  private static final int TOO_MANY_CONNECTIONS = 1040;
  private static final int SERVER_SHUTDOWN = 1053;
  private static final int DUPLICATE_ENTRY = 1062;
  private static final int DUPLICATE_ENTRY_WITH_KEY_NAME = 1586;
  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final int DEADLOCK = 1213;
  private static final int READ_ONLY = 1290;
  private static final int QUERY_KILLED = 1317;
  private static final int READ_ONLY_TRANSACTION = 1792;
  private static final int READ_ONLY_MODE = 1836;
  private static final int CONNECTION_KILLED = 1927;
  private static final int SERVER_GONE = 2006;
  private static final int SERVER_LOST = 2013;

  /** "... for key 'PRIMARY'"; MySQL 8 and later put the table's name and a dot before it. */
  private static final Pattern KEY_NAME = Pattern.compile("for key '(?:[^'.]*\\.)?([^']*)'");

  private SqlFailures() {}

  /**
   * Whether the transaction was rolled back for another one's sake and may simply be tried again.
   */
  static boolean isConflict(Throwable failure) {
    SQLException sql = sqlCause(failure);
    return sql != null
        && (sql.getErrorCode() == DEADLOCK || sql.getErrorCode() == LOCK_WAIT_TIMEOUT);
  }

  /** The exception that callers know for this failure, or the failure itself. */
  static RuntimeException translate(RuntimeException failure) {
    SQLException sql = failure instanceof JdbiException ? sqlCause(failure) : null;
    if (sql == null) {
      return failure;
    }
    return switch (sql.getErrorCode()) {
      case DUPLICATE_ENTRY, DUPLICATE_ENTRY_WITH_KEY_NAME ->
          new DuplicateKeyException(keyName(sql.getMessage()), failure);
      case DEADLOCK, LOCK_WAIT_TIMEOUT ->
          new DatabaseUnavailableException("other transactions held the rows too long", failure);
      case TOO_MANY_CONNECTIONS,
          SERVER_SHUTDOWN,
          READ_ONLY,
          QUERY_KILLED,
          READ_ONLY_TRANSACTION,
          READ_ONLY_MODE,
          CONNECTION_KILLED,
          SERVER_GONE,
          SERVER_LOST ->
          new DatabaseUnavailableException("the database takes no work now", failure);
      default ->
          isConnectionFailure(sql)
              ? new DatabaseUnavailableException("no connection to the database", failure)
              : failure;
    };
  }

  /** What a failed COMMIT means: only a refusal proves that nothing took effect. */
  static RuntimeException translateCommit(RuntimeException failure) {
    SQLException sql = sqlCause(failure);
    boolean refused =
        sql != null
            && (sql.getErrorCode() == DUPLICATE_ENTRY
                || sql.getErrorCode() == DEADLOCK
                || sql.getErrorCode() == LOCK_WAIT_TIMEOUT);
    return refused
        ? translate(failure)
        : new OutcomeUnknownException("the connection was lost during the commit", failure);
  }

  /** Class 08 is the standard's; the pool's own time-out and a closed pool carry no code at all. */
  private static boolean isConnectionFailure(SQLException sql) {
    String state = sql.getSQLState();
    return (state != null && state.startsWith("08"))
        || sql instanceof java.sql.SQLTransientConnectionException
        || sql instanceof java.sql.SQLNonTransientConnectionException;
  }

  private static String keyName(@Nullable String message) {
    Matcher matcher = KEY_NAME.matcher(message == null ? "" : message);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static @Nullable SQLException sqlCause(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        return sql;
      }
    }
    return null;
  }
}
