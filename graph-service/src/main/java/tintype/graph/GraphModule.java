package tintype.graph;

import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import tintype.platform.changelog.DerivedReads;
import tintype.platform.hidden.HiddenAccountLog;
import tintype.platform.hidden.HiddenAccounts;
import tintype.platform.hidden.HiddenWalk;
import tintype.platform.hidden.HiddenWalkInUse;
import tintype.platform.server.Installation;
import tintype.platform.server.ServiceModule;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/** graph-service: what is between two people. */
public final class GraphModule extends ServiceModule {
  public GraphModule(Installation installation) {
    super("graph", installation);
  }

  @Override
  public Optional<Keyspace> keyspace() {
    return Optional.of(Keyspace.GRAPH);
  }

  @Override
  protected void bindings() {
    bind(GraphConfig.class)
        .toInstance(installation().config().bind("graph", GraphConfig.defaults()));

    apis().addBinding().to(GraphApi.class);
    bind(GraphApi.class);
    bind(Follow.class);
    bind(Unfollow.class);
    bind(RemoveFollower.class);
    bind(ListFollowRequests.class);
    bind(Accept.class);
    bind(Decline.class);
    bind(AcceptAll.class);
    bind(ListFollowers.class);
    bind(ListFollowing.class);
    bind(ListMutualFollowers.class);
    bind(ListFolloweeIds.class);
    bind(Block.class);
    bind(Unblock.class);
    bind(ListBlocks.class);
    bind(Mute.class);
    bind(Unmute.class);
    bind(ListMutes.class);
    bind(Restrict.class);
    bind(Unrestrict.class);
    bind(ListRestricted.class);
    bind(AddCloseFriend.class);
    bind(RemoveCloseFriend.class);
    bind(ListCloseFriends.class);
    bind(AddFavourite.class);
    bind(RemoveFavourite.class);
    bind(ListFavourites.class);
    bind(BatchGetRelationships.class);
    bind(BatchGetRelationFacts.class);
    bind(BatchGetFollowCounts.class);
    bind(Encounters.class);
    bind(Decisions.class);
    bind(Answers.class);
    bind(PeoplePages.class);
    bind(Gate.class);
    bind(FollowPages.class);

    apis().addBinding().to(ImportApi.class);
    bind(ImportApi.class);
    bind(ImportFollows.class);

    apis().addBinding().to(ReconcileApi.class);
    bind(ReconcileApi.class);
    bind(ReconcileCounters.class);
    bind(Recounts.class);

    bind(AccountFactsReader.class).in(Singleton.class);

    background().addBinding().to(FollowerMirror.class);
    bind(FollowerMirror.class).in(Singleton.class);

    background().addBinding().to(CloseFriendWalk.class);
    bind(CloseFriendWalk.class).in(Singleton.class);

    bind(HiddenAccounts.class);
    bind(HiddenMarks.class).in(Singleton.class);
    bind(HiddenFollows.class);
    background().addBinding().to(HiddenAccountLog.class);
    background().addBinding().to(HiddenWalkInUse.class);
    bind(HiddenWalkInUse.class).in(Singleton.class);

    bind(RelationStore.class).to(MySqlRelationStore.class);
    bind(MySqlRelationStore.class);
    bind(FollowImporter.class).to(MySqlFollowImporter.class);
    bind(MySqlFollowImporter.class).in(Singleton.class);
    bind(MirrorStore.class).to(MySqlMirrorStore.class);
    bind(MySqlMirrorStore.class).in(Singleton.class);
  }

  @Provides
  @Singleton
  HiddenAccountLog hiddenAccountLog(Database database, HiddenAccounts accounts) {
    return new HiddenAccountLog("hidden-accounts", installation(), database, accounts);
  }

  @Provides
  @Singleton
  HiddenWalk hiddenWalk(HiddenAccounts accounts, HiddenFollows follows, MeterRegistry metrics) {
    return new HiddenWalk(name(), accounts, follows, metrics);
  }

  @Provides
  @Singleton
  DerivedReads derivedReads(FollowerMirror mirror, MeterRegistry metrics) {
    return new DerivedReads(
        name(), mirror::applied, DerivedReads.Limits.of(installation().config()), metrics);
  }
}
