package tintype.platform.sql;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import tintype.platform.sql.FailureWords.Effect;
import tintype.platform.sql.FailureWords.Meaning;
import tintype.platform.sql.SqlFailure.Kind;
import tintype.platform.sql.SqlFailure.Phase;
import tintype.platform.sql.SqlFailure.Reason;

/**
 * What a database's failure means, decided in this one place: by vendor code, since drivers wrap
 * the same code in different classes, and where that says nothing by Vitess's words ({@link
 * FailureWords}) and the SQL state.
 */
final class SqlFailures {
  /** "... for key 'PRIMARY'"; MySQL 8 and later put the table's name and a dot before it. */
  private static final Pattern KEY_NAME =
      Pattern.compile("for key \\\\?'(?:[^'.]*\\.)?([^'\\\\]*)\\\\?'");

  private SqlFailures() {}

  /** What it means; a BUG where it is none of the database's. */
  static SqlFailure classify(Throwable failure, Phase phase) {
    return switch (failure) {
      case OutcomeUnknownException e -> new SqlFailure(Kind.OUTCOME_UNKNOWN, Reason.CONNECTION);
      case DuplicateKeyException e -> new SqlFailure(Kind.DUPLICATE, Reason.OTHER);
      case DatabaseUnavailableException e -> {
        SqlFailure cause = byCauses(e, phase);
        yield cause.kind() == Kind.CONFLICT || cause.kind() == Kind.UNAVAILABLE
            ? cause
            : new SqlFailure(Kind.UNAVAILABLE, Reason.CONNECTION);
      }
      default -> byCauses(failure, phase);
    };
  }

  /** The exception that callers know for this failure, or the failure itself. */
  static RuntimeException translate(RuntimeException failure, Phase phase) {
    boolean ours = failure instanceof JdbiException || phase == Phase.COMMIT;
    if (!ours || failure instanceof OutcomeUnknownException) {
      return failure;
    }
    SqlFailure meaning = classify(failure, phase);
    Throwable cause = discreet(failure);
    return switch (meaning.kind()) {
      case DUPLICATE -> new DuplicateKeyException(keyName(sqlCause(failure)), cause);
      case CONFLICT ->
          new DatabaseUnavailableException("other transactions held the rows too long", cause);
      case UNAVAILABLE ->
          new DatabaseUnavailableException(
              meaning.reason() == Reason.CONNECTION
                  ? "no connection to the database"
                  : "the database takes no work now",
              cause);
      case OUTCOME_UNKNOWN ->
          new OutcomeUnknownException("the connection was lost during the commit", cause);
      case BUG ->
          failure instanceof StatementException statement && cause instanceof SQLException told
              ? new UnableToExecuteStatementException(told, statement.getStatementContext())
              : failure;
    };
  }

  /** Whether it came from here, and not from what a callback did besides. */
  static boolean isOfDatabase(RuntimeException failure) {
    return failure instanceof JdbiException
        || failure instanceof DuplicateKeyException
        || failure instanceof DatabaseUnavailableException
        || failure instanceof OutcomeUnknownException;
  }

  /**
   * Whether a connection with this failure must not be used again, beyond those that the pool knows
   * as lost: a server that has become a replica keeps its connections. One to vtgate stays good
   * when a shard fails over.
   */
  static boolean isDemotion(SQLException failure) {
    Meaning meaning = VendorCodes.meaning(failure.getErrorCode());
    String message = failure.getMessage();
    return meaning != null
        && meaning.reason() == Reason.FAILOVER
        && (message == null || !message.contains("target: "));
  }

  /** The first of the causes that says something; a COMMIT that says nothing may have succeeded. */
  private static SqlFailure byCauses(Throwable failure, Phase phase) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql) {
        SqlFailure found = one(sql, phase);
        if (found != null) {
          return found;
        }
      }
    }
    return phase == Phase.COMMIT
        ? new SqlFailure(Kind.OUTCOME_UNKNOWN, Reason.OTHER)
        : new SqlFailure(Kind.BUG, Reason.OTHER);
  }

  private static @Nullable SqlFailure one(SQLException sql, Phase phase) {
    return switch (sql.getErrorCode()) {
      case VendorCodes.DUPLICATE_ENTRY, VendorCodes.DUPLICATE_ENTRY_WITH_KEY_NAME ->
          new SqlFailure(Kind.DUPLICATE, Reason.OTHER);
      case VendorCodes.DEADLOCK -> new SqlFailure(Kind.CONFLICT, Reason.DEADLOCK);
      case VendorCodes.LOCK_WAIT_TIMEOUT -> new SqlFailure(Kind.CONFLICT, Reason.LOCK_WAIT);
      default -> {
        Meaning meaning = meaning(sql);
        if (meaning == null) {
          yield null;
        }
        yield in(phase, meaning);
      }
    };
  }

  /** Words come first: the same 1317 is a time-out, an aborted transaction or a mistake. */
  private static @Nullable Meaning meaning(SQLException sql) {
    Meaning byWords = FailureWords.meaning(sql.getMessage()).orElse(null);
    if (byWords != null) {
      return byWords;
    }
    Meaning byCode = VendorCodes.meaning(sql.getErrorCode());
    return byCode == null ? byConnection(sql) : byCode;
  }

  /** Class 08 is the standard's; the pool's own time-out and a closed pool carry no code at all. */
  private static @Nullable Meaning byConnection(SQLException sql) {
    if (sql instanceof SQLTransientConnectionException && sql.getCause() == null) {
      return new Meaning(Effect.REFUSED, Reason.POOL);
    }
    String state = sql.getSQLState();
    boolean lost =
        (state != null && state.startsWith("08"))
            || sql instanceof SQLTransientConnectionException
            || sql instanceof SQLNonTransientConnectionException;
    return lost ? new Meaning(Effect.UNKNOWN, Reason.CONNECTION) : null;
  }

  /** Of a COMMIT nothing but its own refusal proves that nothing took effect. */
  private static SqlFailure in(Phase phase, Meaning meaning) {
    Kind kind =
        switch (meaning.effect()) {
          case MISTAKE -> Kind.BUG;
          case ROLLED_BACK -> Kind.UNAVAILABLE;
          case REFUSED, UNKNOWN -> phase == Phase.COMMIT ? Kind.OUTCOME_UNKNOWN : Kind.UNAVAILABLE;
        };
    return new SqlFailure(kind, meaning.reason());
  }

  private static String keyName(@Nullable SQLException sql) {
    String message = sql == null ? null : sql.getMessage();
    Matcher matcher = KEY_NAME.matcher(message == null ? "" : message);
    return matcher.find() ? matcher.group(1) : "";
  }

  /**
   * The failure without the values that Vitess repeats in its words: they are people's addresses
   * and hashes, and have no place in a log. One that has none is left as it is.
   */
  private static Throwable discreet(Throwable failure) {
    SQLException sql = sqlCause(failure);
    if (sql == null) {
      return failure;
    }
    String words = sql.getMessage();
    if (words == null || words.equals(FailureWords.discreet(words))) {
      return failure;
    }
    SQLException told =
        new SQLException(FailureWords.discreet(words), sql.getSQLState(), sql.getErrorCode());
    told.setStackTrace(sql.getStackTrace());
    return told;
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
