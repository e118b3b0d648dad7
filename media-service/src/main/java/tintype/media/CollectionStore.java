package tintype.media;

import java.util.List;
import java.util.Optional;
import tintype.media.SaveStore.Saved;
import tintype.platform.rpc.IdText.Owned;

/** The collections of accounts, each in the shard of its owner. */
interface CollectionStore {
  /** An account would have more collections than one may; nothing has changed. */
  final class TooManyException extends RuntimeException {
    private final int limit;

    TooManyException(int limit) {
      super("an account has as many collections as one may: " + limit);
      this.limit = limit;
    }

    int limit() {
      return limit;
    }
  }

  /**
   * The collection that an earlier call with this request id made.
   *
   * @throws tintype.platform.sql.RequestIdReusedException if that call had another content
   */
  Optional<Long> createdBefore(long account, String requestId, byte[] fingerprint);

  /**
   * Adds a collection, with its count and the request id unless that is empty.
   *
   * @throws TooManyException if there are as many as one may have
   * @throws tintype.platform.sql.DuplicateKeyException if another call with the id came first
   */
  void create(CollectionRow collection, String requestId, byte[] fingerprint);

  /** A collection, unless it is deleted or never was. */
  Optional<CollectionRow> find(Owned collection);

  /** Those of an account below an id, newest first. */
  List<CollectionRow> list(long account, long before, int limit);

  /** Gives a collection another name; changes nothing where it is not there. */
  void rename(Owned collection, String name);

  /**
   * Deletes a collection, with its count, and what is in it; changes nothing where it is deleted.
   *
   * @return whether it is there or was
   */
  boolean delete(Owned collection);

  /** What is in a collection after one post of it, newest first. */
  List<Saved> posts(Owned collection, Saved after, int limit);
}
