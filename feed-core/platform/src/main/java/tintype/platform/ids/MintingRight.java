package tintype.platform.ids;

/** The right of this process to mint ids under one node number, for a while. */
@FunctionalInterface
public interface MintingRight {
  /** What {@link #node} answers where ids may not carry the time. */
  int NOT_YET = -1;

  /**
   * The node number for ids of a millisecond, below {@link IdClock#NODES}, or {@link #NOT_YET}
   * where ids may not carry that time at present. One answer settles both, for the number may
   * change between two questions; and who gets the number next begins after all times asked for.
   *
   * @param millis since 1970, of this process' clock
   * @throws LeaseLapsedException if the number may be somebody else's by now
   */
  int node(long millis);

  /** A number that nobody else has by agreement, for tests and tools. */
  static MintingRight fixed(int node) {
    if (node < 0 || node >= IdClock.NODES) {
      throw new IllegalArgumentException(
          "node: " + node + " (expected: 0.." + (IdClock.NODES - 1) + ")");
    }
    return millis -> node;
  }
}
