package tintype.allinone;

/** Who may follow whom. */
record Edge(long follower, long followee) {
  /** What was last asked for, and whether that was acknowledged. */
  record State(boolean following, boolean acknowledged) {}
}
