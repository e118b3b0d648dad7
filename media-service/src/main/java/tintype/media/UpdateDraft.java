package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
 * MEDIA_REPEATED}, {@code ACCOUNT_NOT_FOUND} (somebody tagged) or {@code INVALID_FIELD}.
 */
final class UpdateDraft implements UnaryHandler<UpdateDraftRequest, UpdateDraftResponse> {
  private static final String MEDIA_IDS = "media_ids";
  private static final String CAPTION = "caption";
  private static final String AUDIENCE = "audience";
  private static final String LIKE_COUNT_HIDDEN = "like_count_hidden";
  private static final String PUBLISH_TIME = "publish_time";
  private static final String PLACE = "place";
  private static final String PEOPLE_TAGS = "people_tags";
  private static final Set<String> CHANGEABLE =
      Set.of(MEDIA_IDS, CAPTION, AUDIENCE, LIKE_COUNT_HIDDEN, PUBLISH_TIME, PLACE, PEOPLE_TAGS);

  private final DraftStore drafts;
  private final OwnDrafts own;
  private final FreeMedia freeMedia;
  private final ContentChecks contents;
  private final Clock clock;

  @Inject
  UpdateDraft(
      DraftStore drafts, OwnDrafts own, FreeMedia freeMedia, ContentChecks contents, Clock clock) {
    this.drafts = drafts;
    this.own = own;
    this.freeMedia = freeMedia;
    this.contents = contents;
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
    DraftEdit edit = edit(id, request, changed);

    DraftRow draft;
    try {
      draft = drafts.edit(id, edit, Micros.now(clock)).orElseThrow(Refusals::noDraft);
    } catch (DraftStore.EmptyDraftException e) {
      throw Refusals.emptyDraft();
    }

    return UpdateDraftResponse.newBuilder().setDraft(own.show(draft)).build();
  }

  private DraftEdit edit(Owned id, UpdateDraftRequest request, Set<String> changed) {
    Optional<Set<Owned>> media =
        changed.contains(MEDIA_IDS) ? Optional.of(media(id.owner(), request)) : Optional.empty();
    return new DraftEdit(
        media.map(wanted -> wanted.stream().map(Owned::id).toList()),
        Optional.of(request.getCaption()).filter(text -> changed.contains(CAPTION)),
        Optional.of(request.getAudience()).filter(audience -> changed.contains(AUDIENCE)),
        Optional.of(request.getLikeCountHidden())
            .filter(hidden -> changed.contains(LIKE_COUNT_HIDDEN)),
        changed.contains(PUBLISH_TIME) ? Optional.of(publishMicros(request)) : Optional.empty(),
        changed.contains(PLACE) ? Optional.of(place(request)) : Optional.empty(),
        changed.contains(PEOPLE_TAGS)
            ? Optional.of(contents.people(id.owner(), request, media.orElseGet(() -> pictures(id))))
            : Optional.empty());
  }

  private Set<Owned> media(long author, UpdateDraftRequest request) {
    Set<Owned> wanted = FreeMedia.parse(author, request.getMediaIdsList());
    freeMedia.check(wanted);
    return wanted;
  }

  private Set<Owned> pictures(Owned id) {
    DraftRow draft = drafts.find(id).orElseThrow(Refusals::noDraft);
    return draft.mediaIds().stream()
        .map(media -> new Owned(media, id.owner()))
        .collect(Collectors.toSet());
  }

  private static Optional<Spot> place(UpdateDraftRequest request) {
    return request.hasPlace() ? Optional.of(Spot.of(PLACE, request.getPlace())) : Optional.empty();
  }

  /** Emptied it is not planned any more. */
  private long publishMicros(UpdateDraftRequest request) {
    return request.hasPublishTime() ? own.publishMicros(request.getPublishTime()) : 0;
  }
}
