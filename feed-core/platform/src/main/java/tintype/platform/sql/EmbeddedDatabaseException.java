package tintype.platform.sql;

/** Why the embedded database does not start, in one sentence for a person. */
public final class EmbeddedDatabaseException extends RuntimeException {
  EmbeddedDatabaseException(String sentence) {
    super(sentence);
  }

  EmbeddedDatabaseException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
