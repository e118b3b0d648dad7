package tintype.media;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import tintype.platform.rpc.IdText.Owned;

/**
 * Who likes which comments, and how many. A like lies in the shard of the post's author. Bounds:
 * 1,000 comments a call.
 */
interface CommentLikeStore {
  /**
   * Adds a like, counts it and tells the news; changes nothing where it is there.
   *
   * @throws CommentStore.GoneException if the comment is deleted
   */
  void add(CommentRow comment, long account, long micros);

  /** Takes a like back, with its count and the news; changes nothing where there is none. */
  void remove(CommentRow comment, long account, long micros);

  /** How many like each of the comments. */
  Map<Owned, Integer> counts(Collection<Owned> comments);

  /** Those of the comments of one author's posts that an account likes. */
  Set<Owned> likedBy(long account, Collection<Owned> comments);
}
