package tintype.media;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.media.v1.PostServiceGrpc;
import tintype.platform.changelog.DerivedReads;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** PostService, a line per RPC. */
final class PostApi implements Api {
  private final CreatePost createPost;
  private final GetPost getPost;
  private final BatchGetPosts batchGetPosts;
  private final UpdatePost updatePost;
  private final DeletePost deletePost;
  private final RestorePost restorePost;
  private final ListDeletedPosts listDeletedPosts;
  private final ArchivePost archivePost;
  private final UnarchivePost unarchivePost;
  private final ListArchivedPosts listArchivedPosts;
  private final PinPost pinPost;
  private final UnpinPost unpinPost;
  private final CreateDraft createDraft;
  private final GetDraft getDraft;
  private final ListDrafts listDrafts;
  private final UpdateDraft updateDraft;
  private final DeleteDraft deleteDraft;
  private final PublishDraft publishDraft;
  private final ListAccountPosts listAccountPosts;
  private final ListTaggedPosts listTaggedPosts;
  private final LikePost likePost;
  private final UnlikePost unlikePost;
  private final ListPostLikes listPostLikes;
  private final SharePost sharePost;
  private final ListPostIds listPostIds;
  private final BatchGetPostCounts batchGetPostCounts;
  private final DerivedReads derived;

  @Inject
  PostApi(
      CreatePost createPost,
      GetPost getPost,
      BatchGetPosts batchGetPosts,
      UpdatePost updatePost,
      DeletePost deletePost,
      RestorePost restorePost,
      ListDeletedPosts listDeletedPosts,
      ArchivePost archivePost,
      UnarchivePost unarchivePost,
      ListArchivedPosts listArchivedPosts,
      PinPost pinPost,
      UnpinPost unpinPost,
      CreateDraft createDraft,
      GetDraft getDraft,
      ListDrafts listDrafts,
      UpdateDraft updateDraft,
      DeleteDraft deleteDraft,
      PublishDraft publishDraft,
      ListAccountPosts listAccountPosts,
      ListTaggedPosts listTaggedPosts,
      LikePost likePost,
      UnlikePost unlikePost,
      ListPostLikes listPostLikes,
      SharePost sharePost,
      ListPostIds listPostIds,
      BatchGetPostCounts batchGetPostCounts,
      DerivedReads derived) {
    this.createPost = createPost;
    this.getPost = getPost;
    this.batchGetPosts = batchGetPosts;
    this.updatePost = updatePost;
    this.deletePost = deletePost;
    this.restorePost = restorePost;
    this.listDeletedPosts = listDeletedPosts;
    this.archivePost = archivePost;
    this.unarchivePost = unarchivePost;
    this.listArchivedPosts = listArchivedPosts;
    this.pinPost = pinPost;
    this.unpinPost = unpinPost;
    this.createDraft = createDraft;
    this.getDraft = getDraft;
    this.listDrafts = listDrafts;
    this.updateDraft = updateDraft;
    this.deleteDraft = deleteDraft;
    this.publishDraft = publishDraft;
    this.listAccountPosts = listAccountPosts;
    this.listTaggedPosts = listTaggedPosts;
    this.likePost = likePost;
    this.unlikePost = unlikePost;
    this.listPostLikes = listPostLikes;
    this.sharePost = sharePost;
    this.listPostIds = listPostIds;
    this.batchGetPostCounts = batchGetPostCounts;
    this.derived = derived;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(PostServiceGrpc.getServiceDescriptor())
        .unary(PostServiceGrpc.getCreatePostMethod(), createPost)
        .unary(PostServiceGrpc.getGetPostMethod(), getPost)
        .unary(PostServiceGrpc.getBatchGetPostsMethod(), batchGetPosts)
        .unary(PostServiceGrpc.getUpdatePostMethod(), updatePost)
        .unary(PostServiceGrpc.getDeletePostMethod(), deletePost)
        .unary(PostServiceGrpc.getRestorePostMethod(), restorePost)
        .unary(PostServiceGrpc.getListDeletedPostsMethod(), listDeletedPosts)
        .unary(PostServiceGrpc.getArchivePostMethod(), archivePost)
        .unary(PostServiceGrpc.getUnarchivePostMethod(), unarchivePost)
        .unary(PostServiceGrpc.getListArchivedPostsMethod(), listArchivedPosts)
        .unary(PostServiceGrpc.getPinPostMethod(), pinPost)
        .unary(PostServiceGrpc.getUnpinPostMethod(), unpinPost)
        .unary(PostServiceGrpc.getCreateDraftMethod(), createDraft)
        .unary(PostServiceGrpc.getGetDraftMethod(), getDraft)
        .unary(PostServiceGrpc.getListDraftsMethod(), listDrafts)
        .unary(PostServiceGrpc.getUpdateDraftMethod(), updateDraft)
        .unary(PostServiceGrpc.getDeleteDraftMethod(), deleteDraft)
        .unary(PostServiceGrpc.getPublishDraftMethod(), publishDraft)
        .unary(PostServiceGrpc.getListAccountPostsMethod(), listAccountPosts)
        .unary(PostServiceGrpc.getListTaggedPostsMethod(), derived.blocking(listTaggedPosts))
        .unary(PostServiceGrpc.getLikePostMethod(), likePost)
        .unary(PostServiceGrpc.getUnlikePostMethod(), unlikePost)
        .unary(PostServiceGrpc.getListPostLikesMethod(), listPostLikes)
        .unary(PostServiceGrpc.getSharePostMethod(), sharePost)
        .unary(PostServiceGrpc.getListPostIdsMethod(), listPostIds)
        .unary(PostServiceGrpc.getBatchGetPostCountsMethod(), batchGetPostCounts)
        .build();
  }
}
