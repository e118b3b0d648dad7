package tintype.platform.sql;

/** No connection, a lost one, or a server that does not take work now: nothing was changed. */
public final class DatabaseUnavailableException extends RuntimeException {
  public DatabaseUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
