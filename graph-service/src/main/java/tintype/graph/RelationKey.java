package tintype.graph;

/**
 * One row: what is between two people, seen from the first.
 *
 * @param user whose row it is, and whose shard it is in
 * @param other the other person
 */
record RelationKey(long user, long other) implements Comparable<RelationKey> {
  /** The row of the other side. */
  RelationKey reversed() {
    return new RelationKey(other, user);
  }

  /** The order in which rows are locked, so that two transactions do not wait for each other. */
  @Override
  public int compareTo(RelationKey that) {
    int byUser = Long.compare(user, that.user);
    return byUser != 0 ? byUser : Long.compare(other, that.other);
  }
}
