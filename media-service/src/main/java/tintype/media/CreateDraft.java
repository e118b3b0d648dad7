package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tintype.media.DraftStore.TooManyDraftsException;
import tintype.media.v1.CreateDraftRequest;
import tintype.media.v1.CreateDraftResponse;
import tintype.media.v1.Draft;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.sql.DuplicateKeyException;
import tintype.platform.sql.RequestIds;

/**
 * Keeps a post to be for its author.
 *
 * <p>Fails with {@code MEDIA_NOT_FOUND} (also for another's media), {@code MEDIA_ALREADY_USED},
 * {@code MEDIA_NOT_READY}, {@code MEDIA_REPEATED}, {@code ACCOUNT_NOT_FOUND} (somebody tagged),
 * {@code TOO_MANY_DRAFTS}, {@code DRAFT_NOT_FOUND} (a repeat, and the draft is gone), {@code
 * INVALID_FIELD} or {@code REQUEST_ID_REUSED}.
 */
final class CreateDraft implements UnaryHandler<CreateDraftRequest, CreateDraftResponse> {
  private final DraftStore drafts;
  private final OwnDrafts own;
  private final FreeMedia freeMedia;
  private final ContentChecks contents;
  private final IdGenerator ids;
  private final Clock clock;
  private final MediaConfig config;

  @Inject
  CreateDraft(
      DraftStore drafts,
      OwnDrafts own,
      FreeMedia freeMedia,
      ContentChecks contents,
      IdGenerator ids,
      Clock clock,
      MediaConfig config) {
    this.drafts = drafts;
    this.own = own;
    this.freeMedia = freeMedia;
    this.contents = contents;
    this.ids = ids;
    this.clock = clock;
    this.config = config;
  }

  @Override
  public CreateDraftResponse handle(CreateDraftRequest request) {
    long author = Caller.current().requireAccount();
    Caption.check("caption", request.getCaption());
    CaptionWords.check("caption", request.getCaption());
    Set<Owned> wanted = FreeMedia.parse(author, request.getMediaIdsList());

    byte[] fingerprint = RequestIds.fingerprint(request);
    Optional<Long> before = drafts.createdBefore(author, request.getRequestId(), fingerprint);
    long id = before.isPresent() ? before.get() : create(author, request, wanted, fingerprint);

    DraftRow draft = drafts.find(new Owned(id, author)).orElseThrow(Refusals::noDraft);
    return CreateDraftResponse.newBuilder().setDraft(own.show(draft)).build();
  }

  private long create(
      long author, CreateDraftRequest request, Set<Owned> wanted, byte[] fingerprint) {
    freeMedia.check(wanted);
    PostContent content = contents.of(author, request, wanted);
    Owned ref = new Owned(ids.next(), author);
    try {
      drafts.add(row(ref, request, wanted, content), request.getRequestId(), fingerprint);
      return ref.id();
    } catch (TooManyDraftsException e) {
      throw Refusals.tooManyDrafts(config.maxDrafts());
    } catch (DuplicateKeyException e) {
      // The same request came twice at once, and the other one was first.
      return drafts.createdBefore(author, request.getRequestId(), fingerprint).orElseThrow(() -> e);
    }
  }

  private DraftRow row(
      Owned ref, CreateDraftRequest request, Set<Owned> wanted, PostContent content) {
    List<Long> mediaIds = wanted.stream().map(Owned::id).toList();
    long micros = Micros.now(clock);
    return new DraftRow(
        ref,
        mediaIds,
        request.getCaption(),
        Audiences.orEveryone(request.getAudience()),
        request.getLikeCountHidden(),
        micros,
        micros,
        0,
        Draft.Failure.FAILURE_UNSPECIFIED,
        content.place(),
        content.people());
  }
}
