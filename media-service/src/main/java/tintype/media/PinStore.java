package tintype.media;

import java.util.List;
import tintype.platform.rpc.IdText.Owned;

/** Which posts stand first in their author's grid. Only published ones do; any move unpins them. */
interface PinStore {
  /** What became of the wish to pin a post. */
  enum Pinned {
    /** It is pinned, by this call or one before. */
    YES,
    /** As many as can be are pinned. */
    FULL,
    /** It is not published. */
    NOT_PUBLISHED
  }

  /** Pins a post, with the news; of several at one time no more are pinned than can be. */
  Pinned pin(Owned post, long micros);

  /** Unpins a post, with the news; changes nothing where it is not pinned or not there. */
  void unpin(Owned post);

  /** The ids of an author's pinned posts, as many as can be: the one pinned last comes first. */
  List<Long> pins(long author);
}
