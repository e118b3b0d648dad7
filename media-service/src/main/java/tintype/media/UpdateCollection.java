package tintype.media;

import jakarta.inject.Inject;
import java.util.Set;
import tintype.media.v1.UpdateCollectionRequest;
import tintype.media.v1.UpdateCollectionResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.rpc.UpdateMask;

/**
 * Gives a collection of the caller another name.
 *
 * <p>Fails with {@code COLLECTION_NOT_FOUND}, also for another's, or {@code INVALID_FIELD} (a name
 * that is blank or too long, a mask that names what cannot be changed).
 */
final class UpdateCollection
    implements UnaryHandler<UpdateCollectionRequest, UpdateCollectionResponse> {
  private static final String NAME = "name";

  private final CollectionStore collections;
  private final OwnCollections own;

  @Inject
  UpdateCollection(CollectionStore collections, OwnCollections own) {
    this.collections = collections;
    this.own = own;
  }

  @Override
  public UpdateCollectionResponse handle(UpdateCollectionRequest request) {
    long caller = Caller.current().requireAccount();
    Owned id = OwnCollections.id(caller, request.getCollectionId());
    Set<String> changed = UpdateMask.of(request, Set.of(NAME));

    if (changed.contains(NAME)) {
      CollectionName.check(NAME, request.getName());
      collections.rename(id, request.getName());
    }

    CollectionRow now = own.require(caller, request.getCollectionId());
    return UpdateCollectionResponse.newBuilder().setCollection(now.shape()).build();
  }
}
