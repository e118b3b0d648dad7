package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import tintype.media.v1.PublishDraftRequest;
import tintype.media.v1.PublishDraftResponse;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Makes a post of a draft of the caller, now or at a time.
 *
 * <p>Fails with {@code DRAFT_NOT_FOUND}, {@code DRAFT_EMPTY}, {@code MEDIA_NOT_FOUND}, {@code
 * MEDIA_ALREADY_USED}, {@code MEDIA_NOT_READY}, {@code INVALID_FIELD}, or {@code POST_NOT_FOUND} (a
 * repeat, and the post is deleted).
 */
final class PublishDraft implements UnaryHandler<PublishDraftRequest, PublishDraftResponse> {
  private final DraftStore drafts;
  private final OwnDrafts own;
  private final OwnPosts ownPosts;
  private final FreeMedia freeMedia;
  private final DraftPublication publication;
  private final Clock clock;

  @Inject
  PublishDraft(
      DraftStore drafts,
      OwnDrafts own,
      OwnPosts ownPosts,
      FreeMedia freeMedia,
      DraftPublication publication,
      Clock clock) {
    this.drafts = drafts;
    this.own = own;
    this.ownPosts = ownPosts;
    this.freeMedia = freeMedia;
    this.publication = publication;
    this.clock = clock;
  }

  @Override
  public PublishDraftResponse handle(PublishDraftRequest request) {
    Owned draft = OwnDrafts.parse(request.getDraftId());
    try {
      return request.hasPublishTime()
          ? plan(draft, own.publishMicros(request.getPublishTime()))
          : publish(draft);
    } catch (DraftStore.EmptyDraftException e) {
      throw Refusals.emptyDraft();
    }
  }

  private PublishDraftResponse plan(Owned draft, long publishMicros) {
    DraftRow before = drafts.find(draft).orElseThrow(Refusals::noDraft);
    freeMedia.check(media(before));

    DraftRow planned =
        drafts
            .edit(draft, DraftEdit.planned(publishMicros), Micros.now(clock))
            .orElseThrow(Refusals::noDraft);
    return PublishDraftResponse.newBuilder().setDraft(own.show(planned)).build();
  }

  /** As with a post, the transaction alone tells who gets the media. */
  private PublishDraftResponse publish(Owned draft) {
    try {
      long post = publication.publish(draft).orElseThrow(Refusals::noDraft);
      return PublishDraftResponse.newBuilder()
          .setPost(ownPosts.show(new Owned(post, draft.owner())))
          .build();
    } catch (PostStore.MediaTakenException e) {
      drafts.find(draft).ifPresent(row -> freeMedia.check(media(row)));
      throw e;
    }
  }

  private static List<Owned> media(DraftRow draft) {
    return draft.mediaIds().stream().map(id -> new Owned(id, draft.ref().owner())).toList();
  }
}
