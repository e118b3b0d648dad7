package tintype.feed;

import com.google.protobuf.Message;
import org.jdbi.v3.core.Handle;
import tintype.account.v1.AccountChanged;
import tintype.graph.v1.FollowsChanged;
import tintype.media.v1.PostsChanged;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.testkit.TestDatabase;

/** Writes what the services that own the tables would write: a row, and news of it. */
final class FeedTables {
  private final TestDatabase databases;

  FeedTables(TestDatabase databases) {
    this.databases = databases;
  }

  void account(long id, int state) {
    database(Keyspace.ACCOUNT)
        .execute(
            handle -> {
              handle.execute("REPLACE INTO account (user_id, state) VALUES (?, ?)", id, state);
              AccountChanged event =
                  AccountChanged.newBuilder().setAccountId(id).setHidden(state != 0).build();
              append(handle, id, event);
            });
  }

  void follow(long follower, long followee, boolean following) {
    relate(follower, followee, following, false, 0);
  }

  void relate(long follower, long followee, boolean following, boolean muting, long endMicros) {
    database(Keyspace.GRAPH)
        .execute(
            handle -> {
              handle.execute(
                  """
                  REPLACE INTO relation
                    (user_id, other_id, following, muting_posts, mute_posts_end_micros)
                  VALUES (?, ?, ?, ?, ?)
                  """,
                  follower,
                  followee,
                  following,
                  muting,
                  endMicros);
              var edge =
                  FollowsChanged.Edge.newBuilder()
                      .setFolloweeId(followee)
                      .setFollowing(following)
                      .setMutingPosts(muting)
                      .setMutePostsEndMicros(endMicros);
              append(
                  handle,
                  follower,
                  FollowsChanged.newBuilder().setFollowerId(follower).addEdges(edge).build());
            });
  }

  void post(long author, long id, int state) {
    database(Keyspace.MEDIA)
        .execute(
            handle -> {
              handle.execute(
                  "REPLACE INTO post (user_id, post_id, state) VALUES (?, ?, ?)",
                  author,
                  id,
                  state);
              append(handle, author, change(author, id, state == 0));
            });
  }

  /** Runs a statement that nobody hears of. */
  void fill(Keyspace keyspace, String sql) {
    database(keyspace).execute(handle -> handle.execute(sql));
  }

  private Database database(Keyspace keyspace) {
    return databases.database(keyspace);
  }

  private static void append(Handle handle, long owner, Message event) {
    handle.execute(
        "INSERT INTO outbox (user_id, kind, payload) VALUES (?, ?, ?)",
        owner,
        event.getDescriptorForType().getName(),
        event.toByteArray());
  }

  private static PostsChanged change(long author, long id, boolean visible) {
    return PostsChanged.newBuilder()
        .setAuthorId(author)
        .addChanges(PostsChanged.Change.newBuilder().setPostId(id).setVisible(visible))
        .build();
  }
}
