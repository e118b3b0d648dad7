package tintype.graph;

import tintype.graph.v1.FollowsChanged;

/** What one transaction changed of an account's rows, as an event. */
final class FollowNews {
  private final FollowsChanged.Builder event = FollowsChanged.newBuilder();
  private final long nowMicros;

  FollowNews(long follower, long nowMicros) {
    event.setFollowerId(follower);
    this.nowMicros = nowMicros;
  }

  void add(RelationRows.Change change) {
    OwnFacts after = change.after().own();
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

  FollowsChanged event() {
    return event.build();
  }
}
