package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tintype.media.v1.Share;
import tintype.media.v1.SharePostRequest;
import tintype.media.v1.SharePostResponse;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.sql.DuplicateKeyException;
import tintype.platform.sql.RequestIds;

/**
 * Records that a post is passed on, and answers its link.
 *
 * <p>Fails with {@code POST_NOT_FOUND}: never was, deleted, or not for the caller's eyes; or with
 * {@code REQUEST_ID_REUSED}.
 */
final class SharePost implements UnaryHandler<SharePostRequest, SharePostResponse> {
  private static final String PAGE = "/p/";

  private final VisiblePosts visiblePosts;
  private final ShareStore shares;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  SharePost(VisiblePosts visiblePosts, ShareStore shares, IdGenerator ids, Clock clock) {
    this.visiblePosts = visiblePosts;
    this.shares = shares;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public SharePostResponse handle(SharePostRequest request) {
    long caller = Caller.current().requireAccount();
    Owned post = IdText.parseOwned("post_id", request.getPostId());

    if (!visiblePosts.find(Optional.of(caller), List.of(post)).containsKey(post)) {
      throw Refusals.noPost();
    }

    byte[] fingerprint = RequestIds.fingerprint(request);
    long id =
        shares
            .sharedBefore(post, caller, request.getRequestId(), fingerprint)
            .orElseGet(() -> add(post, caller, request, fingerprint));
    return SharePostResponse.newBuilder()
        .setShare(
            Share.newBuilder().setId(new Owned(id, post.owner()).toString()).setUrl(PAGE + post))
        .build();
  }

  private long add(Owned post, long caller, SharePostRequest request, byte[] fingerprint) {
    ShareRow share =
        new ShareRow(ids.next(), post, caller, request.getChannel(), Micros.now(clock));
    try {
      shares.add(share, request.getRequestId(), fingerprint);
      return share.id();
    } catch (DuplicateKeyException e) {
      // The same request came twice at once, and the other one was first.
      return shares
          .sharedBefore(post, caller, request.getRequestId(), fingerprint)
          .orElseThrow(() -> e);
    }
  }
}
