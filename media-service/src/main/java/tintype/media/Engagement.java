package tintype.media;

import jakarta.inject.Inject;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;

/**
 * What people have done with posts, as one viewer is shown it: likes, saves, shares and comments.
 */
final class Engagement {
  /** Of some posts. */
  record Facts(
      LikeFacts likes, SaveFacts saves, Map<Owned, Integer> shares, Map<Owned, Integer> comments) {
    /** The post with these facts. */
    Post.Builder on(Post.Builder post, Owned ref) {
      post.getCountsBuilder().setShares(shares.get(ref)).setComments(comments.get(ref));
      return saves.on(likes.on(post, ref), ref);
    }
  }

  private final LikeStore likes;
  private final SaveStore saves;
  private final PostSaveStore saveCounts;
  private final ShareStore shares;
  private final CommentStore comments;

  @Inject
  Engagement(
      LikeStore likes,
      SaveStore saves,
      PostSaveStore saveCounts,
      ShareStore shares,
      CommentStore comments) {
    this.likes = likes;
    this.saves = saves;
    this.saveCounts = saveCounts;
    this.shares = shares;
    this.comments = comments;
  }

  /** Each kind of fact in a few queries at most, however many posts there are, side by side. */
  Facts of(Optional<Long> viewer, Collection<Owned> posts) {
    Aside<SaveFacts> saved = Aside.start(() -> savesOf(viewer, posts));
    Aside<Map<Owned, Integer>> shared = Aside.start(() -> shares.counts(posts));
    Aside<Map<Owned, Integer>> commented = Aside.start(() -> comments.counts(posts));
    LikeFacts liked = LikeFacts.of(likes, viewer, posts);
    return new Facts(liked, saved.get(), shared.get(), commented.get());
  }

  /** The part that a save changes. */
  SaveFacts savesOf(Optional<Long> viewer, Collection<Owned> posts) {
    return SaveFacts.of(saves, saveCounts, viewer, posts);
  }
}
