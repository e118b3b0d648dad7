package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tintype.media.v1.UpdateDraftRequest;
import tintype.media.v1.UpdateDraftResponse;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.rpc.UpdateMask;

/**
 * Changes a draft of the caller, or when it is to be published.
 *
 * <p>Fails with {@code DRAFT_NOT_FOUND}, {@code DRAFT_EMPTY} (it is to be published, and would have
 * no media), {@code MEDIA_NOT_FOUND}, {@code MEDIA_ALREADY_USED}, {@code MEDIA_NOT_READY}, {@code
 * MEDIA_REPEATED} or {@code INVALID_FIELD}.
 */
final class UpdateDraft implements UnaryHandler<UpdateDraftRequest, UpdateDraftResponse> {
  private static final String MEDIA_IDS = "media_ids";
  private static final String CAPTION = "caption";
  private static final String AUDIENCE = "audience";
  private static final String LIKE_COUNT_HIDDEN = "like_count_hidden";
  private static final String PUBLISH_TIME = "publish_time";
  private static final Set<String> CHANGEABLE =
      Set.of(MEDIA_IDS, CAPTION, AUDIENCE, LIKE_COUNT_HIDDEN, PUBLISH_TIME);

  private final DraftStore drafts;
  private final OwnDrafts own;
  private final FreeMedia freeMedia;
  private final Clock clock;

  @Inject
  UpdateDraft(DraftStore drafts, OwnDrafts own, FreeMedia freeMedia, Clock clock) {
    this.drafts = drafts;
    this.own = own;
    this.freeMedia = freeMedia;
    this.clock = clock;
  }

  @Override
  public UpdateDraftResponse handle(UpdateDraftRequest request) {
    Owned id = OwnDrafts.parse(request.getDraftId());
    Set<String> changed = UpdateMask.of(request, CHANGEABLE);
    Caption.check(CAPTION, request.getCaption());
    CaptionWords.check(CAPTION, request.getCaption());
    if (changed.contains(AUDIENCE)) {
      Audiences.requireSet(request.getAudience());
    }
    DraftEdit edit = edit(id.owner(), request, changed);

    DraftRow draft;
    try {
      draft = drafts.edit(id, edit, Micros.now(clock)).orElseThrow(Refusals::noDraft);
    } catch (DraftStore.EmptyDraftException e) {
      throw Refusals.emptyDraft();
    }

    return UpdateDraftResponse.newBuilder().setDraft(own.show(draft)).build();
  }

  private DraftEdit edit(long author, UpdateDraftRequest request, Set<String> changed) {
    return new DraftEdit(
        changed.contains(MEDIA_IDS) ? Optional.of(mediaIds(author, request)) : Optional.empty(),
        Optional.of(request.getCaption()).filter(text -> changed.contains(CAPTION)),
        Optional.of(request.getAudience()).filter(audience -> changed.contains(AUDIENCE)),
        Optional.of(request.getLikeCountHidden())
            .filter(hidden -> changed.contains(LIKE_COUNT_HIDDEN)),
        changed.contains(PUBLISH_TIME) ? Optional.of(publishMicros(request)) : Optional.empty());
  }

  private List<Long> mediaIds(long author, UpdateDraftRequest request) {
    Set<Owned> wanted = FreeMedia.parse(author, request.getMediaIdsList());
    freeMedia.check(wanted);
    return wanted.stream().map(Owned::id).toList();
  }

  /** Emptied it is not planned any more. */
  private long publishMicros(UpdateDraftRequest request) {
    return request.hasPublishTime() ? own.publishMicros(request.getPublishTime()) : 0;
  }
}
