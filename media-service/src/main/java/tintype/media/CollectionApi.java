package tintype.media;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.media.v1.CollectionServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** CollectionService, a line per RPC. */
final class CollectionApi implements Api {
  private final SavePost savePost;
  private final UnsavePost unsavePost;
  private final ListSavedPosts listSavedPosts;
  private final CreateCollection createCollection;
  private final GetCollection getCollection;
  private final ListCollections listCollections;
  private final UpdateCollection updateCollection;
  private final DeleteCollection deleteCollection;
  private final ListCollectionPosts listCollectionPosts;

  @Inject
  CollectionApi(
      SavePost savePost,
      UnsavePost unsavePost,
      ListSavedPosts listSavedPosts,
      CreateCollection createCollection,
      GetCollection getCollection,
      ListCollections listCollections,
      UpdateCollection updateCollection,
      DeleteCollection deleteCollection,
      ListCollectionPosts listCollectionPosts) {
    this.savePost = savePost;
    this.unsavePost = unsavePost;
    this.listSavedPosts = listSavedPosts;
    this.createCollection = createCollection;
    this.getCollection = getCollection;
    this.listCollections = listCollections;
    this.updateCollection = updateCollection;
    this.deleteCollection = deleteCollection;
    this.listCollectionPosts = listCollectionPosts;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(CollectionServiceGrpc.getServiceDescriptor())
        .unary(CollectionServiceGrpc.getSavePostMethod(), savePost)
        .unary(CollectionServiceGrpc.getUnsavePostMethod(), unsavePost)
        .unary(CollectionServiceGrpc.getListSavedPostsMethod(), listSavedPosts)
        .unary(CollectionServiceGrpc.getCreateCollectionMethod(), createCollection)
        .unary(CollectionServiceGrpc.getGetCollectionMethod(), getCollection)
        .unary(CollectionServiceGrpc.getListCollectionsMethod(), listCollections)
        .unary(CollectionServiceGrpc.getUpdateCollectionMethod(), updateCollection)
        .unary(CollectionServiceGrpc.getDeleteCollectionMethod(), deleteCollection)
        .unary(CollectionServiceGrpc.getListCollectionPostsMethod(), listCollectionPosts)
        .build();
  }
}
