package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.DeleteDraftRequest;
import tintype.media.v1.DeleteDraftResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Drops a draft of the caller for good; where there is none nothing changes.
 *
 * <p>Fails with {@code DRAFT_NOT_FOUND} where it is another's.
 */
final class DeleteDraft implements UnaryHandler<DeleteDraftRequest, DeleteDraftResponse> {
  private final DraftStore drafts;

  @Inject
  DeleteDraft(DraftStore drafts) {
    this.drafts = drafts;
  }

  @Override
  public DeleteDraftResponse handle(DeleteDraftRequest request) {
    drafts.delete(OwnDrafts.parse(request.getDraftId()));

    return DeleteDraftResponse.getDefaultInstance();
  }
}
