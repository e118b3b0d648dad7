package tintype.graph;

import java.util.Collection;
import tintype.graph.v1.FollowsChanged;

/** The other side of relations: what follows and blocks mean to those whom they are about. */
interface MirrorStore {
  /** What an owner's row says of its other side. */
  record Edge(long owner, FollowsChanged.Edge says) {
    /** Of the row as it is. */
    static Edge of(Relation row) {
      return new Edge(row.key().user(), FollowNews.edge(row, row.own().followMicros()));
    }

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
   * Brings the others' rows and counts up to these edges, in any order and any number of times: an
   * edge that is older than what its mirror has is passed over. A block ends the other's follow,
   * request and lists in the same transaction, with their counts and with news of it.
   */
  void apply(Collection<Edge> edges);

  /**
   * Brings the other sides up to what these rows say by now, which the change log will tell later:
   * for a caller whose own row is one of those other sides.
   */
  void catchUp(Collection<RelationKey> rows);
}
