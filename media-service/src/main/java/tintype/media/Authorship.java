package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.IdText.Owned;

/** Whose a post is, for those who want to change it. */
final class Authorship {
  private final VisiblePosts visiblePosts;

  @Inject
  Authorship(VisiblePosts visiblePosts) {
    this.visiblePosts = visiblePosts;
  }

  /**
   * Lets only the author pass; the post itself need not be there.
   *
   * @throws ApiException NOT_THE_AUTHOR where the caller sees another's post, else POST_NOT_FOUND
   */
  void require(long caller, Owned post) {
    if (post.owner() == caller) {
      return;
    }
    boolean seen = visiblePosts.find(Optional.of(caller), List.of(post)).containsKey(post);
    throw seen ? Refusals.notTheAuthor() : Refusals.noPost();
  }
}
