package tintype.graph;

/** Which rows one transaction may change: those of accounts with the same key. */
@FunctionalInterface
interface ShardKey {
  long of(long accountId);

  /**
   * One database takes all accounts in one transaction. In a cluster an account is a group of its
   * own, which is right however rows are spread.
   */
  static ShardKey of(boolean cluster) {
    return cluster ? account -> account : account -> 0;
  }
}
