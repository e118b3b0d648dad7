package tintype.media;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tintype.platform.rpc.IdText.Owned;

/**
 * What accounts have saved. A save lies in the shard of who saves; {@link PostSaveStore} is the
 * other side. Bounds: 1,000 posts a call.
 */
interface SaveStore {
  /**
   * A post in a list of saved ones; the newest comes first, of two at one time that of the higher
   * id.
   *
   * @param micros when it was put there
   */
  record Saved(long micros, Owned post) {
    /** Before the newest. */
    static final Saved START = new Saved(Long.MAX_VALUE, new Owned(Long.MAX_VALUE, 0));
  }

  /**
   * Saves a post with the news of it, and puts it into a collection where one is named; what is
   * there already stays as it is.
   *
   * @return false where the account has no such collection: nothing has changed
   */
  boolean save(long account, Owned post, Optional<Long> collection, long micros);

  /** Saves a post no more, takes it out of all collections and tells the news. */
  void unsave(long account, Owned post, long micros);

  /** Takes a post out of a collection; changes nothing where it is not there. */
  void takeOut(long account, Owned post, long collection);

  /** Those of the posts that an account has saved. */
  Set<Owned> savedBy(long account, Collection<Owned> posts);

  /** What an account has saved after one of them, newest first; also posts that nobody sees now. */
  List<Saved> list(long account, Saved after, int limit);
}
