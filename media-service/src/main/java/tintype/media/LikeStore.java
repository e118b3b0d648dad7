package tintype.media;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tintype.platform.rpc.IdText.Owned;

/**
 * Who likes which posts, and how many. A like lies in the shard of the post's author. Bounds: 1,000
 * posts a call.
 */
interface LikeStore {
  /**
   * A like of a post; the newest comes first, of two at one time that of the higher account.
   *
   * @param micros when it was given
   * @param account who gave it
   */
  record Like(long micros, long account) {
    /** Before the newest. */
    static final Like START = new Like(Long.MAX_VALUE, Long.MAX_VALUE);
  }

  /** Adds a like, counts it and tells the news; changes nothing where it is there. */
  void add(Owned post, long account, long micros);

  /** Takes a like back, with its count and the news; changes nothing where there is none. */
  void remove(Owned post, long account, long micros);

  /** How many like each of the posts. */
  Map<Owned, Integer> counts(Collection<Owned> posts);

  /** Those of the posts that an account likes. */
  Set<Owned> likedBy(long account, Collection<Owned> posts);

  /** The likes of a post after one of them, newest first. */
  List<Like> list(Owned post, Like after, int limit);
}
