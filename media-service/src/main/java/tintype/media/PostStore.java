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
   * Gives a published post another caption, with the time and the news; changes nothing where it is
   * the same one, or the post is not there.
   */
  void edit(Owned post, String caption, long micros);

  /**
   * Lets nobody comment on a published post, or everybody again, with the news; changes nothing
   * where it is so, or the post is not there.
   */
  void setCommentsOff(Owned post, boolean off);

  /** Deletes a published post; tells whether it was one. */
  boolean delete(Owned post, long micros);

  /** Those of the posts (1,000 at most) that are there, deleted ones too, in no order. */
  List<PostRow> find(Collection<Owned> posts);

  /** The newest published posts of an author below an id, newest first. */
  List<PostRow> grid(long author, long before, int limit);

  /** The newest published posts of all these authors below an id, newest first. */
  List<Owned> newest(Collection<Long> authors, long before, int limit);

  /** How many published posts each has; absent where it has none. */
  Map<Long, Integer> counts(Collection<Long> accounts);
}
