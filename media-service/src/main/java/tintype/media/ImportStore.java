package tintype.media;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import tintype.platform.sql.RequestIds.Answered;
import tintype.platform.sql.RequestIds.Key;

/** The rows of posts that are loaded in bulk. */
interface ImportStore {
  /**
   * A post to load, with a picture of its own.
   *
   * @param post as it will be published
   * @param media the copy of its picture, which is in the post
   * @param source the media whose bytes the copy has
   * @param request who asked for it, by which request, with which content
   */
  record Load(PostRow post, MediaRow media, MediaRow source, Answered request) {
    Key key() {
      return request.key();
    }
  }

  /** Those of the requests that were answered before. */
  Map<Key, Answered> answered(Collection<Key> requests);

  /**
   * Adds all, whose authors must share a shard, in one transaction.
   *
   * @throws tintype.platform.sql.DuplicateKeyException if one of the requests was answered
   *     meanwhile; nothing is added then
   */
  void add(List<Load> loads);
}
