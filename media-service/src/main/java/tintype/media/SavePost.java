package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tintype.media.v1.Post;
import tintype.media.v1.SavePostRequest;
import tintype.media.v1.SavePostResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Saves a post for the caller, into a collection where one is named; again is fine and answers the
 * same.
 *
 * <p>Fails with {@code POST_NOT_FOUND}: never was, deleted, or not for the caller's eyes; or with
 * {@code COLLECTION_NOT_FOUND}, also for another's.
 */
final class SavePost implements UnaryHandler<SavePostRequest, SavePostResponse> {
  private final VisiblePosts visiblePosts;
  private final SaveStore saves;
  private final Engagement engagement;
  private final Clock clock;

  @Inject
  SavePost(VisiblePosts visiblePosts, SaveStore saves, Engagement engagement, Clock clock) {
    this.visiblePosts = visiblePosts;
    this.saves = saves;
    this.engagement = engagement;
    this.clock = clock;
  }

  @Override
  public SavePostResponse handle(SavePostRequest request) {
    long caller = Caller.current().requireAccount();
    Owned id = IdText.parseOwned("post_id", request.getPostId());
    Optional<Owned> collection = OwnCollections.named(caller, request.getCollectionId());

    Post post = visiblePosts.get(Optional.of(caller), id).orElseThrow(Refusals::noPost);

    if (!saves.save(caller, id, collection.map(Owned::id), Micros.now(clock))) {
      throw Refusals.noCollection();
    }

    SaveFacts now = engagement.savesOf(Optional.of(caller), List.of(id));
    return SavePostResponse.newBuilder().setPost(now.on(post.toBuilder(), id)).build();
  }
}
