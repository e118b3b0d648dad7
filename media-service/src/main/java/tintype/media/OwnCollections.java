package tintype.media;

import jakarta.inject.Inject;
import java.util.Optional;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;

/** Collections as requests of their owner name them; another's looks absent. */
final class OwnCollections {
  private static final String FIELD = "collection_id";

  private final CollectionStore collections;

  @Inject
  OwnCollections(CollectionStore collections) {
    this.collections = collections;
  }

  /**
   * The id of a collection that the caller may have; none where the text is empty.
   *
   * @throws ApiException INVALID_FIELD for no id, COLLECTION_NOT_FOUND for another's
   */
  static Optional<Owned> named(long caller, String text) {
    return text.isEmpty() ? Optional.empty() : Optional.of(id(caller, text));
  }

  /** The same where one must be named. */
  static Owned id(long caller, String text) {
    Owned id = IdText.parseOwned(FIELD, text);
    if (id.owner() != caller) {
      throw Refusals.noCollection();
    }
    return id;
  }

  /**
   * The collection that the caller names.
   *
   * @throws ApiException INVALID_FIELD for no id, COLLECTION_NOT_FOUND
   */
  CollectionRow require(long caller, String text) {
    return collections.find(id(caller, text)).orElseThrow(Refusals::noCollection);
  }
}
