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
        FollowsChanged.Edge.newBuilder()
            .setFolloweeId(change.after().key().other())
            .setFollowing(after.following())
            .setRequested(after.requested())
            .setCloseFriend(after.closeFriend())
            .setMutingPosts(after.postsMutedUntil() > 0)
            .setMutePostsEndMicros(RelationHalf.endMicros(after.postsMutedUntil()))
            .setVersion(after.version())
            .setChangeMicros(after.followMicros() == 0 ? nowMicros : after.followMicros()));
  }

  int delta() {
    return delta;
  }

  FollowsChanged event() {
    return event.build();
  }
}
