package tintype.media;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.media.v1.PostServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** PostService, a line per RPC. */
final class PostApi implements Api {
  private final CreatePost createPost;
  private final GetPost getPost;
  private final BatchGetPosts batchGetPosts;
  private final UpdatePost updatePost;
  private final DeletePost deletePost;
  private final ListAccountPosts listAccountPosts;
  private final LikePost likePost;
  private final UnlikePost unlikePost;
  private final ListPostLikes listPostLikes;
  private final ListPostIds listPostIds;
  private final BatchGetPostCounts batchGetPostCounts;

  @Inject
  PostApi(
      CreatePost createPost,
      GetPost getPost,
      BatchGetPosts batchGetPosts,
      UpdatePost updatePost,
      DeletePost deletePost,
      ListAccountPosts listAccountPosts,
      LikePost likePost,
      UnlikePost unlikePost,
      ListPostLikes listPostLikes,
      ListPostIds listPostIds,
      BatchGetPostCounts batchGetPostCounts) {
    this.createPost = createPost;
    this.getPost = getPost;
    this.batchGetPosts = batchGetPosts;
    this.updatePost = updatePost;
    this.deletePost = deletePost;
    this.listAccountPosts = listAccountPosts;
    this.likePost = likePost;
    this.unlikePost = unlikePost;
    this.listPostLikes = listPostLikes;
    this.listPostIds = listPostIds;
    this.batchGetPostCounts = batchGetPostCounts;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(PostServiceGrpc.getServiceDescriptor())
        .unary(PostServiceGrpc.getCreatePostMethod(), createPost)
        .unary(PostServiceGrpc.getGetPostMethod(), getPost)
        .unary(PostServiceGrpc.getBatchGetPostsMethod(), batchGetPosts)
        .unary(PostServiceGrpc.getUpdatePostMethod(), updatePost)
        .unary(PostServiceGrpc.getDeletePostMethod(), deletePost)
        .unary(PostServiceGrpc.getListAccountPostsMethod(), listAccountPosts)
        .unary(PostServiceGrpc.getLikePostMethod(), likePost)
        .unary(PostServiceGrpc.getUnlikePostMethod(), unlikePost)
        .unary(PostServiceGrpc.getListPostLikesMethod(), listPostLikes)
        .unary(PostServiceGrpc.getListPostIdsMethod(), listPostIds)
        .unary(PostServiceGrpc.getBatchGetPostCountsMethod(), batchGetPostCounts)
        .build();
  }
}
