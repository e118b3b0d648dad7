package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.GetCollectionRequest;
import tintype.media.v1.GetCollectionResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Shows a collection of the caller.
 *
 * <p>Fails with {@code COLLECTION_NOT_FOUND}, also for another's.
 */
final class GetCollection implements UnaryHandler<GetCollectionRequest, GetCollectionResponse> {
  private final OwnCollections own;

  @Inject
  GetCollection(OwnCollections own) {
    this.own = own;
  }

  @Override
  public GetCollectionResponse handle(GetCollectionRequest request) {
    long caller = Caller.current().requireAccount();

    CollectionRow collection = own.require(caller, request.getCollectionId());

    return GetCollectionResponse.newBuilder().setCollection(collection.shape()).build();
  }
}
