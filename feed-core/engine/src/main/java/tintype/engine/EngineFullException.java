package tintype.engine;

/**
 * The store has reached one of its bounds; the message names it. No feed has changed, and the store
 * goes on answering.
 */
public final class EngineFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  EngineFullException(String what, long limit) {
    super(what + " are used up (limit: " + limit + ")");
  }
}
