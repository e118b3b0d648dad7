package tintype.graph;

/**
 * Whether an account is hidden from all others.
 *
 * @param version grows with each change; 0 before the first
 */
record HiddenState(boolean hidden, long version) {
  /** Of an account that never was. */
  static final HiddenState NEVER = new HiddenState(false, 0);
}
