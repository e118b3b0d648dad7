package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import tintype.media.v1.CreateCollectionRequest;
import tintype.media.v1.CreateCollectionResponse;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.sql.DuplicateKeyException;
import tintype.platform.sql.RequestIds;

/**
 * Makes an empty collection of the caller.
 *
 * <p>Fails with {@code INVALID_FIELD} (a name that is blank or too long), {@code
 * TOO_MANY_COLLECTIONS}, {@code REQUEST_ID_REUSED}, or {@code COLLECTION_NOT_FOUND} where a repeat
 * finds its first result deleted.
 */
final class CreateCollection
    implements UnaryHandler<CreateCollectionRequest, CreateCollectionResponse> {
  private final CollectionStore collections;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  CreateCollection(CollectionStore collections, IdGenerator ids, Clock clock) {
    this.collections = collections;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public CreateCollectionResponse handle(CreateCollectionRequest request) {
    long caller = Caller.current().requireAccount();
    CollectionName.check("name", request.getName());

    byte[] fingerprint = RequestIds.fingerprint(request);
    long id =
        collections
            .createdBefore(caller, request.getRequestId(), fingerprint)
            .orElseGet(() -> create(caller, request, fingerprint));

    CollectionRow collection =
        collections.find(new Owned(id, caller)).orElseThrow(Refusals::noCollection);
    return CreateCollectionResponse.newBuilder().setCollection(collection.shape()).build();
  }

  private long create(long caller, CreateCollectionRequest request, byte[] fingerprint) {
    Owned ref = new Owned(ids.next(), caller);
    CollectionRow collection = new CollectionRow(ref, request.getName(), Micros.now(clock));
    try {
      collections.create(collection, request.getRequestId(), fingerprint);
      return ref.id();
    } catch (DuplicateKeyException | CollectionStore.TooManyException e) {
      // The same request may have come twice at once, and the other one was first.
      return collections
          .createdBefore(caller, request.getRequestId(), fingerprint)
          .orElseThrow(() -> refusal(e));
    }
  }

  private static RuntimeException refusal(RuntimeException failure) {
    return failure instanceof CollectionStore.TooManyException tooMany
        ? Refusals.tooManyCollections(tooMany.limit())
        : failure;
  }
}
