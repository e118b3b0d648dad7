package tintype.platform.ids;

/** The right of this process to mint ids under one node number, for a while. */
public interface MintingRight {
  /**
   * The node number, below {@link IdClock#NODES}.
   *
   * @throws LeaseLapsedException if the number may be somebody else's by now
   */
  int node();

  /**
   * The last millisecond (since 1970, of this process' clock) that ids may carry at present:
   * whoever gets the number next begins after it.
   */
  long lastMillis();

  /** A number that nobody else has by agreement, for tests and tools. */
  static MintingRight fixed(int node) {
    if (node < 0 || node >= IdClock.NODES) {
      throw new IllegalArgumentException(
          "node: " + node + " (expected: 0.." + (IdClock.NODES - 1) + ")");
    }
    return new MintingRight() {
      @Override
      public int node() {
        return node;
      }

      @Override
      public long lastMillis() {
        return Long.MAX_VALUE;
      }
    };
  }
}
