package tintype.platform.sql;

/** The connection was lost while a transaction was committed: it may have taken effect or not. */
public final class OutcomeUnknownException extends RuntimeException {
  public OutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
