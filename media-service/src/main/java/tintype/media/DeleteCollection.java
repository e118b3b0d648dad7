package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.DeleteCollectionRequest;
import tintype.media.v1.DeleteCollectionResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Deletes a collection of the caller, whose posts stay saved; again is fine.
 *
 * <p>Fails with {@code COLLECTION_NOT_FOUND}: never was, or is another's.
 */
final class DeleteCollection
    implements UnaryHandler<DeleteCollectionRequest, DeleteCollectionResponse> {
  private final CollectionStore collections;

  @Inject
  DeleteCollection(CollectionStore collections) {
    this.collections = collections;
  }

  @Override
  public DeleteCollectionResponse handle(DeleteCollectionRequest request) {
    long caller = Caller.current().requireAccount();
    Owned id = OwnCollections.id(caller, request.getCollectionId());

    if (!collections.delete(id)) {
      throw Refusals.noCollection();
    }

    return DeleteCollectionResponse.getDefaultInstance();
  }
}
