package tintype.feed;

import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.DerivedReads;
import tintype.platform.server.Installation;
import tintype.platform.server.ServiceModule;
import tintype.platform.sql.Keyspace;

/** The feed: derived from the logs of all keyspaces, and owner of none. */
public final class FeedModule extends ServiceModule {
  /** Below which the snapshots are unless set. */
  private record DataFolder(Path dataDir) {}

  private final FeedLogs logs;

  public FeedModule(Installation installation) {
    this(
        installation,
        new FeedLogs(
            installation.changeLog(Keyspace.ACCOUNT),
            installation.changeLog(Keyspace.GRAPH),
            installation.changeLog(Keyspace.MEDIA)));
  }

  /** Over other logs than the installation's. */
  public FeedModule(
      Installation installation, ChangeLog account, ChangeLog graph, ChangeLog media) {
    this(installation, new FeedLogs(account, graph, media));
  }

  FeedModule(Installation installation, FeedLogs logs) {
    super("feed", installation);
    this.logs = logs;
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
    bind(FolloweeSource.class).to(GraphFollowees.class);
    bind(GraphFollowees.class);
    bind(FolloweeLoads.class);
    bind(LoadConfig.class)
        .toInstance(installation().config().bind("feed-load", LoadConfig.defaults()));
    bind(HomeFeedIndex.class);
    bind(FeedConfig.class).toInstance(installation().config().bind("feed", FeedConfig.defaults()));
    bind(SnapshotConfig.class).toInstance(snapshotConfig());
    bind(FeedSnapshots.class);
    bind(FeedLogs.class).toInstance(logs);
  }

  private SnapshotConfig snapshotConfig() {
    Path dataFolder = installation().config().bind("", new DataFolder(Path.of("var"))).dataDir();
    return installation().config().bind("feed-snapshot", SnapshotConfig.defaults(dataFolder));
  }

  @Provides
  @Singleton
  DerivedReads derivedReads(HomeFeedIndex index, MeterRegistry metrics) {
    return new DerivedReads(
        name(),
        () -> index.current().applied(),
        DerivedReads.Limits.of(installation().config()),
        metrics);
  }
}
