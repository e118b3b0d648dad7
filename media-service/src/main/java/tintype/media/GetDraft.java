package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.GetDraftRequest;
import tintype.media.v1.GetDraftResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Shows a draft of the caller.
 *
 * <p>Fails with {@code DRAFT_NOT_FOUND}: never was, deleted, published, or another's.
 */
final class GetDraft implements UnaryHandler<GetDraftRequest, GetDraftResponse> {
  private final DraftStore drafts;
  private final OwnDrafts own;

  @Inject
  GetDraft(DraftStore drafts, OwnDrafts own) {
    this.drafts = drafts;
    this.own = own;
  }

  @Override
  public GetDraftResponse handle(GetDraftRequest request) {
    DraftRow draft =
        drafts.find(OwnDrafts.parse(request.getDraftId())).orElseThrow(Refusals::noDraft);

    return GetDraftResponse.newBuilder().setDraft(own.show(draft)).build();
  }
}
