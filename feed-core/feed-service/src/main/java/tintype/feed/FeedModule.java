package tintype.feed;

import tintype.platform.server.Installation;
import tintype.platform.server.ServiceModule;
import tintype.platform.sql.Keyspace;

/** The feed: derived from the logs of all keyspaces, and owner of none. */
public final class FeedModule extends ServiceModule {
  public FeedModule(Installation installation) {
    super("feed", installation);
  }

  /** Reads of the index never block, so they are answered where they arrive. */
  @Override
  public Handlers handlers() {
    return Handlers.INLINE;
  }

  @Override
  protected void bindings() {
    apis().addBinding().to(FeedApi.class);
    background().addBinding().to(HomeFeedIndex.class);

    bind(FeedApi.class);
    bind(GetHomeFeed.class);
    bind(ListHomePosts.class);
    bind(FeedCursors.class);
    bind(HomeFeed.class);
    bind(MediaPosts.class);
    bind(HomeFeedIndex.class);
    bind(FeedConfig.class)
        .toInstance(installation().config().bind("feed", FeedConfig.defaults()));
    bind(FeedLogs.class)
        .toInstance(
            new FeedLogs(
                installation().changeLog(Keyspace.ACCOUNT),
                installation().changeLog(Keyspace.GRAPH),
                installation().changeLog(Keyspace.MEDIA)));
  }
}
