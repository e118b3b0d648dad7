package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tintype.media.v1.Post;
import tintype.media.v1.UnsavePostRequest;
import tintype.media.v1.UnsavePostResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Saves a post for the caller no more, or takes it out of one collection only; what is not so is
 * fine.
 *
 * <p>Fails with {@code POST_NOT_FOUND}: never was, deleted, or not for the caller's eyes; or with
 * {@code COLLECTION_NOT_FOUND}, also for another's.
 */
final class UnsavePost implements UnaryHandler<UnsavePostRequest, UnsavePostResponse> {
  private final VisiblePosts visiblePosts;
  private final SaveStore saves;
  private final OwnCollections collections;
  private final Engagement engagement;
  private final Clock clock;

  @Inject
  UnsavePost(
      VisiblePosts visiblePosts,
      SaveStore saves,
      OwnCollections collections,
      Engagement engagement,
      Clock clock) {
    this.visiblePosts = visiblePosts;
    this.saves = saves;
    this.collections = collections;
    this.engagement = engagement;
    this.clock = clock;
  }

  @Override
  public UnsavePostResponse handle(UnsavePostRequest request) {
    long caller = Caller.current().requireAccount();
    Owned id = IdText.parseOwned("post_id", request.getPostId());
    Optional<Owned> collection = OwnCollections.named(caller, request.getCollectionId());

    Post post = visiblePosts.get(Optional.of(caller), id).orElseThrow(Refusals::noPost);

    if (collection.isPresent()) {
      collections.require(caller, request.getCollectionId());
      saves.takeOut(caller, id, collection.get().id());
    } else {
      saves.unsave(caller, id, Micros.now(clock));
    }

    SaveFacts now = engagement.savesOf(Optional.of(caller), List.of(id));
    return UnsavePostResponse.newBuilder().setPost(now.on(post.toBuilder(), id)).build();
  }
}
