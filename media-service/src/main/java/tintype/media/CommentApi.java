package tintype.media;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.media.v1.CommentServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** CommentService, a line per RPC. */
final class CommentApi implements Api {
  private final CreateComment createComment;
  private final ListComments listComments;
  private final ListReplies listReplies;
  private final UpdateComment updateComment;
  private final DeleteComment deleteComment;
  private final LikeComment likeComment;
  private final UnlikeComment unlikeComment;
  private final PinComment pinComment;
  private final UnpinComment unpinComment;

  @Inject
  CommentApi(
      CreateComment createComment,
      ListComments listComments,
      ListReplies listReplies,
      UpdateComment updateComment,
      DeleteComment deleteComment,
      LikeComment likeComment,
      UnlikeComment unlikeComment,
      PinComment pinComment,
      UnpinComment unpinComment) {
    this.createComment = createComment;
    this.listComments = listComments;
    this.listReplies = listReplies;
    this.updateComment = updateComment;
    this.deleteComment = deleteComment;
    this.likeComment = likeComment;
    this.unlikeComment = unlikeComment;
    this.pinComment = pinComment;
    this.unpinComment = unpinComment;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(CommentServiceGrpc.getServiceDescriptor())
        .unary(CommentServiceGrpc.getCreateCommentMethod(), createComment)
        .unary(CommentServiceGrpc.getListCommentsMethod(), listComments)
        .unary(CommentServiceGrpc.getListRepliesMethod(), listReplies)
        .unary(CommentServiceGrpc.getUpdateCommentMethod(), updateComment)
        .unary(CommentServiceGrpc.getDeleteCommentMethod(), deleteComment)
        .unary(CommentServiceGrpc.getLikeCommentMethod(), likeComment)
        .unary(CommentServiceGrpc.getUnlikeCommentMethod(), unlikeComment)
        .unary(CommentServiceGrpc.getPinCommentMethod(), pinComment)
        .unary(CommentServiceGrpc.getUnpinCommentMethod(), unpinComment)
        .build();
  }
}
