package tintype.media;

import java.util.List;
import tintype.platform.rpc.IdText.Owned;

/** Which comments a post's author has put before all others. */
interface CommentPinStore {
  /** As many as allowed are pinned. */
  final class FullException extends RuntimeException {
    FullException(Owned post) {
      super("no more comments of " + post + " can be pinned");
    }
  }

  /** Those of a post, newest comment first. */
  List<Long> of(Owned post);

  /**
   * Pins a comment that begins a thread; changes nothing where it is pinned.
   *
   * @param limit of all that are pinned
   * @throws CommentStore.GoneException if it is deleted
   * @throws FullException if so many others are pinned
   */
  void pin(CommentRow comment, int limit);

  /** Takes a pin away; changes nothing where there is none. */
  void unpin(CommentRow comment);
}
