package tintype.media;

import java.util.Collection;
import tintype.platform.rpc.IdText.Owned;

/** The pages of topics: derived from the rows of posts, in the shard of each topic. */
interface TopicIndex {
  /**
   * Brings the pages up to what the posts' rows say now, in any order and any number of times: what
   * a page knows from a later version of a post stays. Of a post that was purged nothing stays.
   */
  void refresh(Collection<Owned> posts);

  /** The same for pages that may have lost what they were told before. */
  void rebuild(Collection<Owned> posts);
}
