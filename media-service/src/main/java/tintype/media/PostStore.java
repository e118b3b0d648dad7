package tintype.media;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tintype.platform.rpc.IdText.Owned;

/** The rows of posts, with the counter of each author and the news of every change. */
interface PostStore {
  /** A post is to hold media that are not there, not ready, or in another post. */
  final class MediaTakenException extends RuntimeException {
    MediaTakenException(Owned post) {
      super("not all media of " + post + " are free");
    }
  }

  /**
   * The post that an earlier call with this request id made.
   *
   * @throws tintype.platform.sql.RequestIdReusedException if that call had another content
   */
  Optional<Long> publishedBefore(long author, String requestId, byte[] fingerprint);

  /**
   * Publishes a post of these media of its author, in this order: the post, its media, the counter,
   * the request id unless that is empty, and the news, in one transaction.
   *
   * @throws MediaTakenException if a media is not free; of two at once, one gets it
   * @throws tintype.platform.sql.DuplicateKeyException if another call with the id came first
   */
  void publish(PostRow post, List<Long> mediaIds, String requestId, byte[] fingerprint);

  /**
   * Changes a published or archived post, with the time where it is what it says, and the news;
   * changes nothing where it says the same, or the post is not there.
   */
  void edit(Owned post, PostEdit edit, long micros);

  /**
   * Lets nobody comment on a published post, or everybody again, with the news; changes nothing
   * where it is so, or the post is not there.
   */
  void setCommentsOff(Owned post, boolean off);

  /**
   * Moves a post to another state, with the counter of its author and the news; it loses its pin.
   * Tells whether it has changed: not where the move does not apply to its state, comes too late,
   * or the post is not there. Of moves at one time each meets what the one before has left.
   */
  boolean move(Owned post, PostMove move, long micros);

  /** Those of the posts (1,000 at most) that are there, deleted ones too, in no order. */
  List<PostRow> find(Collection<Owned> posts);

  /**
   * The newest published posts of an author below an id, newest first. They are candidates: where
   * replicas are asked, some may not be published any more.
   */
  List<Owned> grid(long author, long before, int limit);

  /** The newest archived posts of an author below an id, newest first. */
  List<PostRow> archive(long author, long before, int limit);

  /** The newest published posts of all these authors below an id, newest first. */
  List<Owned> newest(Collection<Long> authors, long before, int limit);

  /** How many published posts each has; absent where it has none. */
  Map<Long, Integer> counts(Collection<Long> accounts);
}
