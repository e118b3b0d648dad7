package tintype.graph;

/** A follow of the same account that begins later was committed meanwhile; nothing has changed. */
final class LaterFollowException extends RuntimeException {
  private final long nextMicros;

  /**
   * @param nextMicros when a follow of the account may begin by now
   */
  LaterFollowException(long nextMicros) {
    super("a later follow was committed meanwhile; the next may begin at " + nextMicros);
    this.nextMicros = nextMicros;
  }

  long nextMicros() {
    return nextMicros;
  }
}
