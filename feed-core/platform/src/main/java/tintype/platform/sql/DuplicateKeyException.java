package tintype.platform.sql;

/** A row with this key is already there; the transaction was rolled back. */
public final class DuplicateKeyException extends RuntimeException {
  private final String keyName;

  public DuplicateKeyException(String keyName, Throwable cause) {
    super("duplicate key: " + keyName, cause);
    this.keyName = keyName;
  }

  /** The key's name in the schema, e.g. {@code PRIMARY}; empty where the server does not say. */
  public String keyName() {
    return keyName;
  }
}
