package tintype.graph;

import java.util.Collection;

/** The other side of relations: what follows mean to those who are followed. */
interface MirrorStore {
  /**
   * What an owner's row says of its other side.
   *
   * @param version of the owner's row
   */
  record Edge(
      long follower,
      long followee,
      boolean following,
      boolean requested,
      long version,
      long changeMicros) {
    /** The row that mirrors it. */
    RelationKey mirrorKey() {
      return new RelationKey(followee, follower);
    }
  }

  /**
   * Brings the followed accounts' rows and counts up to these edges, in any order and any number of
   * times: an edge that is not newer than what its mirror has is passed over.
   */
  void apply(Collection<Edge> edges);
}
