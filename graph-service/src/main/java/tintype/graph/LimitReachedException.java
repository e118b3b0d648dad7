package tintype.graph;

/** A list of an account would have become longer than one may be; nothing has changed. */
final class LimitReachedException extends RuntimeException {
  private final int limit;

  LimitReachedException(int limit) {
    super("a list is as long as one may be: " + limit);
    this.limit = limit;
  }

  int limit() {
    return limit;
  }
}
