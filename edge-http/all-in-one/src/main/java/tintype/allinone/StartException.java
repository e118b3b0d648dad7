package tintype.allinone;

/** Why the system cannot start, in one sentence for the person who started it. */
final class StartException extends RuntimeException {
  StartException(String sentence) {
    super(sentence);
  }

  StartException(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
