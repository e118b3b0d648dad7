package tintype.media;

import com.google.inject.Provides;
import com.google.inject.Scopes;
import com.google.inject.Singleton;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tintype.media.blob.BlobStore;
import tintype.media.blob.LocalBlobStore;
import tintype.platform.auth.Credentials;
import tintype.platform.changelog.DerivedReads;
import tintype.platform.hidden.HiddenAccountLog;
import tintype.platform.hidden.HiddenAccounts;
import tintype.platform.hidden.HiddenWalk;
import tintype.platform.hidden.HiddenWalkInUse;
import tintype.platform.server.Installation;
import tintype.platform.server.ServiceModule;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/** What people publish: uploads, downloads and posts. Settings: {@code media-...}. */
public final class MediaModule extends ServiceModule {
  /** Where the installation keeps its data. */
  private record DataFolder(Path dataDir) {}

  public MediaModule(Installation installation) {
    super("media", installation);
  }

  @Override
  public Optional<Keyspace> keyspace() {
    return Optional.of(Keyspace.MEDIA);
  }

  @Override
  protected void bindings() {
    apis().addBinding().to(UploadApi.class);
    apis().addBinding().to(DownloadApi.class);
    apis().addBinding().to(MediaApi.class);
    apis().addBinding().to(PostApi.class);
    apis().addBinding().to(CommentApi.class);
    apis().addBinding().to(CollectionApi.class);
    apis().addBinding().to(ImportApi.class);
    apis().addBinding().to(ModerationApi.class);
    apis().addBinding().to(TopicApi.class);
    apis().addBinding().to(ReconcileApi.class);
    background().addBinding().to(Renderer.class);
    background().addBinding().to(Purge.class);
    background().addBinding().to(ScheduledPosts.class);
    background().addBinding().to(BlobsInUse.class);
    background().addBinding().to(ReportQueue.class);
    background().addBinding().to(StaffActLog.class);
    background().addBinding().to(DecisionEffects.class);
    background().addBinding().to(CommentRemainsSweeper.class);
    background().addBinding().to(TopicIndexer.class);
    background().addBinding().to(HiddenAccountLog.class);
    background().addBinding().to(HiddenWalkInUse.class);
    background().addBinding().to(SaveMirror.class);

    bind(MediaConfig.class).toInstance(config());
    bind(MediaStore.class).to(MySqlMediaStore.class).in(Scopes.SINGLETON);
    bind(PostStore.class).to(MySqlPostStore.class).in(Scopes.SINGLETON);
    bind(PinStore.class).to(MySqlPinStore.class).in(Scopes.SINGLETON);
    bind(DraftStore.class).to(MySqlDraftStore.class).in(Scopes.SINGLETON);
    bind(BinStore.class).to(MySqlBinStore.class).in(Scopes.SINGLETON);
    bind(LikeStore.class).to(MySqlLikeStore.class).in(Scopes.SINGLETON);
    bind(SaveStore.class).to(MySqlSaveStore.class).in(Scopes.SINGLETON);
    bind(PostSaveStore.class).to(MySqlPostSaveStore.class).in(Scopes.SINGLETON);
    bind(CollectionStore.class).to(MySqlCollectionStore.class).in(Scopes.SINGLETON);
    bind(ShareStore.class).to(MySqlShareStore.class).in(Scopes.SINGLETON);
    bind(ImportStore.class).to(MySqlImportStore.class).in(Scopes.SINGLETON);
    bind(PostCaches.class).in(Scopes.SINGLETON);
    bind(UploadGate.class).in(Scopes.SINGLETON);
    bind(Renderer.class).in(Scopes.SINGLETON);
    bind(SaveMirror.class).in(Scopes.SINGLETON);
    bind(MediaBlobs.class);
    bind(PictureIntake.class);
    bind(MediaShape.class);
    bind(VisibleMedia.class);
    bind(VisiblePosts.class);
    bind(Authorship.class);
    bind(OwnPosts.class);
    bind(OwnDrafts.class);
    bind(FreeMedia.class);
    bind(DraftPublication.class);
    bind(ScheduledPosts.class).in(Scopes.SINGLETON);
    bind(Purge.class).in(Scopes.SINGLETON);
    bind(Engagement.class);
    bind(OwnCollections.class);
    bind(SavedPages.class);
    bind(Recounts.class);
    bind(PurgedSaves.class);
    bind(PostLoader.class);
    verbs();
    moderation();
    comments();
    topics();
    hidden();
  }

  private void moderation() {
    bind(ReportStore.class).to(MySqlReportStore.class).in(Scopes.SINGLETON);
    bind(CaseStore.class).to(MySqlCaseStore.class).in(Scopes.SINGLETON);
    bind(ActionStore.class).to(MySqlActionStore.class).in(Scopes.SINGLETON);
    bind(MySqlCaseIntake.class);
    bind(ReportQueue.class).in(Scopes.SINGLETON);
    bind(StaffActLog.class).in(Scopes.SINGLETON);
    bind(DecisionEffects.class).in(Scopes.SINGLETON);
    bind(ReportedThings.Source.class);
    bind(CaseShape.class);
    bind(CaseDesk.class);
    bind(Reportable.class);
    bind(Removal.class);
    bind(CreateReport.class);
    bind(ListReports.class);
    bind(ClaimReport.class);
    bind(ResolveReport.class);
    bind(ListModerationActions.class);
    bind(ModerationApi.class);
  }

  private void comments() {
    bind(CommentStore.class).to(MySqlCommentStore.class).in(Scopes.SINGLETON);
    bind(CommentLikeStore.class).to(MySqlCommentLikeStore.class).in(Scopes.SINGLETON);
    bind(CommentPinStore.class).to(MySqlCommentPinStore.class).in(Scopes.SINGLETON);
    bind(CommentRemains.class).in(Scopes.SINGLETON);
    bind(CommentRemainsSweeper.class).in(Scopes.SINGLETON);
    bind(CommentRemoval.class);
    bind(CommentFacts.Source.class);
    bind(Restrictions.class);
    bind(VisibleComments.class);
    bind(CreateComment.class);
    bind(ListComments.class);
    bind(ListReplies.class);
    bind(UpdateComment.class);
    bind(DeleteComment.class);
    bind(LikeComment.class);
    bind(UnlikeComment.class);
    bind(PinComment.class);
    bind(UnpinComment.class);
  }

  /** What posts say, and the pages where they are found by it. */
  private void topics() {
    bind(MentionedAccounts.class).in(Scopes.SINGLETON);
    bind(PeopleTags.class);
    bind(ContentChecks.class);
    bind(TopicIndexer.class).in(Scopes.SINGLETON);
    bind(TopicIndex.class).to(MySqlTopicIndex.class).in(Scopes.SINGLETON);
    bind(TopicStore.class).to(MySqlTopicStore.class);
    bind(HashtagFollowStore.class).to(MySqlHashtagFollowStore.class);
    bind(HashtagShape.class);
    bind(TopPosts.class);
    bind(PostPages.class);
    bind(TopicPages.class);
    bind(GetHashtag.class);
    bind(ListHashtagPosts.class);
    bind(FollowHashtag.class);
    bind(UnfollowHashtag.class);
    bind(GetPlace.class);
    bind(ListPlacePosts.class);
    bind(ListTaggedPosts.class);
  }

  /** What follows from accounts that hide, or are back. */
  private void hidden() {
    bind(HiddenAccounts.class);
    bind(HiddenPosts.class);
    bind(HiddenMarks.class).in(Scopes.SINGLETON);
    bind(HiddenEngagement.class);
    bind(HiddenLatecomers.class);
    bind(HiddenWalkInUse.class).in(Scopes.SINGLETON);
  }

  private void verbs() {
    bind(Upload.class);
    bind(Download.class);
    bind(GetMedia.class);
    bind(UpdateMedia.class);
    bind(ClaimAvatar.class);
    bind(CreatePost.class);
    bind(GetPost.class);
    bind(BatchGetPosts.class);
    bind(UpdatePost.class);
    bind(DeletePost.class);
    bind(RestorePost.class);
    bind(ListDeletedPosts.class);
    bind(ArchivePost.class);
    bind(UnarchivePost.class);
    bind(ListArchivedPosts.class);
    bind(PinPost.class);
    bind(UnpinPost.class);
    bind(CreateDraft.class);
    bind(GetDraft.class);
    bind(ListDrafts.class);
    bind(UpdateDraft.class);
    bind(DeleteDraft.class);
    bind(PublishDraft.class);
    bind(ListAccountPosts.class);
    bind(LikePost.class);
    bind(UnlikePost.class);
    bind(ListPostLikes.class);
    bind(SharePost.class);
    bind(SavePost.class);
    bind(UnsavePost.class);
    bind(ListSavedPosts.class);
    bind(CreateCollection.class);
    bind(GetCollection.class);
    bind(ListCollections.class);
    bind(UpdateCollection.class);
    bind(DeleteCollection.class);
    bind(ListCollectionPosts.class);
    bind(ListPostIds.class);
    bind(BatchGetPostCounts.class);
    bind(ImportPosts.class);
    bind(ReconcileCounters.class);
    bind(TopicRecount.class);
    bind(ReconcileTopics.class);
  }

  /** Not by graph-service's name: in one process both show their lag. */
  @Provides
  @Singleton
  HiddenAccountLog hiddenAccountLog(Database database, HiddenAccounts accounts) {
    return new HiddenAccountLog("hidden-engagement", installation(), database, accounts);
  }

  @Provides
  @Singleton
  HiddenWalk hiddenWalk(
      HiddenAccounts accounts, HiddenEngagement engagement, MeterRegistry metrics) {
    return new HiddenWalk(name(), accounts, engagement, metrics);
  }

  @Provides
  @Singleton
  DerivedReads derivedReads(TopicIndexer index, MeterRegistry metrics) {
    return new DerivedReads(
        name(), index::applied, DerivedReads.Limits.of(installation().config()), metrics);
  }

  @Provides
  @Singleton
  BlobStore blobStore(MediaConfig config) throws IOException {
    return LocalBlobStore.open(config.replicaFolders());
  }

  /** Two keys, so that all processes can know a new one before the first of them signs by it. */
  @Provides
  @Singleton
  SignedUrls signedUrls(MediaConfig config, Clock clock) {
    Credentials credentials = installation().credentials();
    return new SignedUrls(
        List.of(credentials.secret("media-urls"), credentials.secret("media-urls-other")),
        config.publicUrlLifetime(),
        config.privateUrlLifetime(),
        config.staffUrlLifetime(),
        clock);
  }

  private MediaConfig config() {
    Path dataFolder = installation().config().bind("", new DataFolder(Path.of("data"))).dataDir();
    return installation().config().bind("media", MediaConfig.defaults(dataFolder));
  }
}
