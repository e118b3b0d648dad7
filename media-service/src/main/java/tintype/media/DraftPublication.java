package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import tintype.media.DraftStore.ChangedException;
import tintype.media.DraftStore.EmptyDraftException;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.IdText.Owned;

/**
 * Makes posts of drafts. What a draft says is looked up as that of any new post, which takes calls,
 * so it is not done in the transaction: it holds for the draft as it was read.
 */
final class DraftPublication {
  /** Each of them is lost to an edit of that very moment. */
  private static final int MAX_TRIES = 10;

  private final DraftStore drafts;
  private final ContentChecks contents;
  private final IdGenerator ids;
  private final Clock clock;

  @Inject
  DraftPublication(DraftStore drafts, ContentChecks contents, IdGenerator ids, Clock clock) {
    this.drafts = drafts;
    this.contents = contents;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Publishes a draft, whatever it says by then.
   *
   * @return the post, as {@link DraftStore#publish} has it
   * @throws EmptyDraftException if it has no media
   * @throws PostStore.MediaTakenException if a media is not free
   */
  Optional<Long> publish(Owned draft) {
    for (int tries = 1; ; tries++) {
      Optional<DraftRow> row = drafts.find(draft);
      if (row.isEmpty()) {
        return drafts.publishedAs(draft);
      }
      try {
        return publish(row.get());
      } catch (ChangedException e) {
        if (tries == MAX_TRIES) {
          throw e;
        }
      }
    }
  }

  /** The same, but only as it was read, or {@link ChangedException}. */
  Optional<Long> publish(DraftRow draft) {
    if (draft.mediaIds().isEmpty()) {
      throw new EmptyDraftException(draft.ref());
    }
    PostContent content = contents.of(draft);
    Owned post = new Owned(ids.next(), draft.ref().owner());
    return drafts.publish(draft, draft.post(post, content, Micros.now(clock)));
  }
}
