package tintype.media;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tintype.platform.rpc.IdText.Owned;

/**
 * Comments and replies, how many a post has, and the news of every change. They lie in the shard of
 * the post's author.
 */
interface CommentStore {
  /** The comment is not there any more, or not the one that it was. */
  final class GoneException extends RuntimeException {
    GoneException(Owned comment) {
      super("comment " + comment + " is gone");
    }
  }

  /**
   * A place in a list, which is exclusive.
   *
   * @param micros when what stands there was written
   * @param id decides between two of one time
   */
  record Place(long micros, long id) {
    /** Before the newest. */
    static final Place BEFORE_NEWEST = new Place(Long.MAX_VALUE, Long.MAX_VALUE);

    /** Before the oldest. */
    static final Place BEFORE_OLDEST = new Place(0, 0);

    static Place of(CommentRow row) {
      return new Place(row.createMicros(), row.ref().id());
    }
  }

  /**
   * The comment that an earlier call of the account with this request id made, under a post of the
   * same author.
   *
   * @throws tintype.platform.sql.RequestIdReusedException if that call had another content
   */
  Optional<Long> createdBefore(long author, long account, String requestId, byte[] fingerprint);

  /**
   * Adds a comment or reply, with the counters, the request id unless that is empty, and the news.
   * A reply is later than all before it in its thread, whatever the clock says.
   *
   * @return as it was written
   * @throws GoneException if what it answers is deleted
   * @throws tintype.platform.sql.DuplicateKeyException if another call with the id came first
   */
  CommentRow create(CommentRow comment, String requestId, byte[] fingerprint);

  /**
   * Gives a comment another text, with the time and the news; changes nothing where it is the same
   * one.
   *
   * @throws GoneException if it is deleted
   */
  void edit(Owned comment, String text, long micros);

  /**
   * Deletes a comment, with the counters, its pin and the news. With replies it becomes a
   * placeholder; without, or with the last reply, it vanishes. Its likes follow.
   *
   * @return whether it was there
   */
  boolean delete(CommentRow comment, long micros);

  /** Those of the comments (1,000 at most, of one author's posts) that are there, by id. */
  Map<Owned, CommentRow> find(Collection<Owned> comments);

  /** What begins threads under a post, placeholders too, newest first. */
  List<CommentRow> comments(Owned post, Place after, int limit);

  /** The replies in a thread, oldest first. */
  List<CommentRow> replies(Owned post, long thread, Place after, int limit);

  /** Who has replied in each of some threads of a post, up to so many in all of them. */
  Map<Long, Set<Long>> repliers(Owned post, Collection<Long> threads, int limit);

  /** How many comments and replies each of the posts has, placeholders not. */
  Map<Owned, Integer> counts(Collection<Owned> posts);

  /**
   * Takes all comments of a post away for good, in transactions of a bounded size; their likes
   * follow. Meant for a post that nobody can see any more, before its row goes. What broke off half
   * way can be begun again.
   */
  void removeAllOf(Owned post, long micros);
}
