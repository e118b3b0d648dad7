package tintype.graph;

import tintype.graph.v1.FollowsChanged;

/** What one transaction changed of an account's rows: the event, and the count's movement. */
final class FollowNews {
  private final FollowsChanged.Builder event = FollowsChanged.newBuilder();
  private final long nowMicros;
  private int delta;

  FollowNews(long follower, long nowMicros) {
    event.setFollowerId(follower);
    this.nowMicros = nowMicros;
  }

  void add(RelationRows.Change change) {
    OwnFacts before = change.before().own();
    OwnFacts after = change.after().own();
    delta += (after.following() ? 1 : 0) - (before.following() ? 1 : 0);
    event.addEdges(
        edge(change.after(), after.followMicros() == 0 ? nowMicros : after.followMicros()));
  }

  /** What others are told of a row. */
  static FollowsChanged.Edge edge(Relation row, long changeMicros) {
    OwnFacts own = row.own();
    return FollowsChanged.Edge.newBuilder()
        .setFolloweeId(row.key().other())
        .setFollowing(own.following())
        .setRequested(own.requested())
        .setBlocking(own.blocking())
        .setBlockVersion(own.blockVersion())
        .setCloseFriend(own.closeFriend())
        .setMutingPosts(own.postsMutedUntil() > 0)
        .setMutePostsEndMicros(RelationHalf.endMicros(own.postsMutedUntil()))
        .setVersion(own.version())
        .setChangeMicros(changeMicros)
        .build();
  }

  int delta() {
    return delta;
  }

  FollowsChanged event() {
    return event.build();
  }
}
