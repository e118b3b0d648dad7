package tintype.media;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import tintype.platform.rpc.IdText.Owned;

/**
 * Who passed which posts on, and how often each was. A share lies in the shard of the post's
 * author. Bounds: 1,000 posts a call.
 */
interface ShareStore {
  /**
   * The share that an earlier call of this account with this request id made.
   *
   * @throws tintype.platform.sql.RequestIdReusedException if that call had another content
   */
  Optional<Long> sharedBefore(Owned post, long account, String requestId, byte[] fingerprint);

  /**
   * Adds a share, counts it and tells the news, with the request id unless that is empty.
   *
   * @throws tintype.platform.sql.DuplicateKeyException if another call with the id came first
   */
  void add(ShareRow share, String requestId, byte[] fingerprint);

  /** How often each of the posts was passed on. */
  Map<Owned, Integer> counts(Collection<Owned> posts);
}
