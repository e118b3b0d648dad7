package tintype.graph;

import java.util.Collection;
import tintype.graph.v1.FollowsChanged;

/** The other side of relations: what follows mean to those who are followed. */
interface MirrorStore {
  /** What an owner's row says of its other side. */
  record Edge(long owner, FollowsChanged.Edge says) {
    /** The row that mirrors it. */
    RelationKey mirrorKey() {
      return new RelationKey(says.getFolloweeId(), owner);
    }

    /** Of the owner's row: a higher one is newer. */
    long version() {
      return says.getVersion();
    }
  }

  /**
   * Brings the followed accounts' rows and counts up to these edges, in any order and any number of
   * times: an edge that is not newer than what its mirror has is passed over.
   */
  void apply(Collection<Edge> edges);
}
