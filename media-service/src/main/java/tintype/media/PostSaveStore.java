package tintype.media;

import java.util.Collection;
import java.util.Map;
import tintype.platform.rpc.IdText.Owned;

/**
 * Saves as the authors of the posts have them, and how many: in the author's shard, derived from
 * {@link SaveStore}.
 */
interface PostSaveStore {
  /**
   * What the row of a save says.
   *
   * @param account who saves
   * @param version of that row; the higher one is the newer
   */
  record Save(Owned post, long account, boolean saved, long version) {
    Key key() {
      return new Key(post.owner(), post.id(), account);
    }
  }

  /** The primary key of a save in the author's shard, in the order in which they are locked. */
  record Key(long owner, long id, long account) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byOwner = Long.compare(owner, other.owner);
      int byId = byOwner != 0 ? byOwner : Long.compare(id, other.id);
      return byId != 0 ? byId : Long.compare(account, other.account);
    }
  }

  /**
   * Puts saves into effect. Any order and any number of repeats end the same: a row takes what has
   * a higher version than its own, and only then its count moves.
   */
  void apply(Collection<Save> saves);

  /** How many have saved each of the posts. */
  Map<Owned, Integer> counts(Collection<Owned> posts);
}
