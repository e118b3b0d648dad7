package tintype.media;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tintype.platform.rpc.IdText.Owned;

/** The rows of uploaded media. Bounds: 1,000 ids a call. */
interface MediaStore {
  /**
   * The media that an earlier upload with this request id made.
   *
   * @throws tintype.platform.sql.RequestIdReusedException if that upload had other bytes
   */
  Optional<MediaRow> uploadedBefore(long owner, String requestId, byte[] fingerprint);

  /**
   * Adds a media, and its request id unless that is empty, in one transaction.
   *
   * @throws tintype.platform.sql.DuplicateKeyException if another upload with the id came first
   */
  void add(MediaRow media, String requestId, byte[] fingerprint);

  /** Says anew what a media shows; nothing where it is not there. */
  void describe(Owned media, String altText);

  /**
   * Keeps a photo for use as an avatar; nothing changes where it is kept already, in a post, not
   * ready, no photo or not there.
   */
  void keepAsAvatar(Owned media);

  /** Those of the media that are there, by id. */
  Map<Owned, MediaRow> find(Collection<Owned> ids);

  /** The media of each of the posts, in the author's order. */
  Map<Owned, List<MediaRow>> ofPosts(Collection<Owned> posts);
}
