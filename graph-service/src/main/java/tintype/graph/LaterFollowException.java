package tintype.graph;

/** A later change of the account's follows was committed meanwhile; nothing has changed. */
final class LaterFollowException extends RuntimeException {
  private final long nextMicros;

  /**
   * @param nextMicros when a follow of the account may begin or end by now
   */
  LaterFollowException(long nextMicros) {
    super("a later follow was committed meanwhile; the next change may be at " + nextMicros);
    this.nextMicros = nextMicros;
  }

  long nextMicros() {
    return nextMicros;
  }
}
