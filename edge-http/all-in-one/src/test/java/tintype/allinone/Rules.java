package tintype.allinone;

import tintype.allinone.World.Comment;
import tintype.allinone.World.Post;
import tintype.allinone.World.Tie;

/**
 * Who sees what of a world: the product's rules once more, with nothing of the product's code.
 * {@link Expected} says what that makes of each surface.
 *
 * <ul>
 *   <li>Whoever is suspended is found by nobody else.
 *   <li>A block cuts both ways: the blocked one finds nobody, and the blocker finds the page head,
 *       to be able to unblock, and nothing else.
 *   <li>What is behind the page head of a private account is for itself and its followers.
 *   <li>A post has an audience behind that gate. An archived one has but its author, on its own
 *       page and in the archive; a deleted one is in its author's bin and nowhere else.
 *   <li>A restricted account's comments are its own to read. What is under a hidden comment is
 *       hidden; a placeholder of a deleted one stands while a reply under it is visible.
 * </ul>
 */
final class Rules {
  static final String NO_ACCOUNT = "NOT_FOUND ACCOUNT_NOT_FOUND";
  static final String NO_POST = "NOT_FOUND POST_NOT_FOUND";
  static final String NO_COMMENT = "NOT_FOUND COMMENT_NOT_FOUND";
  static final String NO_PLACE = "NOT_FOUND PLACE_NOT_FOUND";
  static final String NO_MEDIA = "NOT_FOUND MEDIA_NOT_FOUND";

  private final World world;

  Rules(World world) {
    this.world = world;
  }

  /** Who is blocked finds nobody; who blocks finds the page head, to be able to unblock. */
  boolean finds(String viewer, String account) {
    return viewer.equals(account)
        || (!world.suspended.contains(account) && !world.has(Tie.BLOCK, account, viewer));
  }

  /** In lists and in what is said, a block cuts both ways. */
  boolean meets(String viewer, String account) {
    return finds(viewer, account) && !world.has(Tie.BLOCK, viewer, account);
  }

  /** What is behind the page head is for followers where the account is private. */
  boolean entersGate(String viewer, String account) {
    return viewer.equals(account)
        || (meets(viewer, account)
            && (!world.privates.contains(account) || world.has(Tie.FOLLOW, viewer, account)));
  }

  /** Whether a post is among posts that others list: the gate first, then its audience. */
  boolean shows(String viewer, Post post) {
    return post.isPublished() && entersGate(viewer, post.author) && isFor(viewer, post);
  }

  private boolean isFor(String viewer, Post post) {
    return viewer.equals(post.author)
        || switch (post.audience) {
          case FOLLOWERS -> world.has(Tie.FOLLOW, viewer, post.author);
          case CLOSE_FRIENDS -> world.has(Tie.CLOSE_FRIEND, post.author, viewer);
          default -> true;
        };
  }

  /** Its own page has an archived post too, for its author. */
  boolean opens(String viewer, Post post) {
    return shows(viewer, post)
        || (viewer.equals(post.author) && post.archived && post.deleted == 0);
  }

  /** Whom the post's author restricts only they themselves hear. */
  boolean hears(String viewer, Comment comment) {
    String author = world.post(comment.post()).author;
    return viewer.equals(comment.author())
        || (meets(viewer, comment.author()) && !world.has(Tie.RESTRICT, author, comment.author()));
  }

  boolean isDeleted(Comment comment) {
    return world.deletedComments.contains(comment.name());
  }

  /** Whether it can be answered, liked, deleted; under what is hidden everything is. */
  boolean canActOn(String viewer, Comment comment) {
    return !isDeleted(comment)
        && hears(viewer, comment)
        && (!comment.isReply() || hears(viewer, world.comment(comment.thread())));
  }

  /** A placeholder stands while a reply under it is visible. */
  boolean isListed(String viewer, Comment comment) {
    return hears(viewer, comment)
        && (!isDeleted(comment)
            || world.replies(comment.name()).stream()
                .anyMatch(reply -> !isDeleted(reply) && hears(viewer, reply)));
  }
}
