package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.visibility.People;

/** Comments as a viewer sees them, behind the visibility of their post. */
final class VisibleComments {
  private final VisiblePosts posts;
  private final CommentStore comments;
  private final CommentFacts.Source facts;
  private final People people;
  private final Restrictions restrictions;

  @Inject
  VisibleComments(
      VisiblePosts posts,
      CommentStore comments,
      CommentFacts.Source facts,
      People people,
      Restrictions restrictions) {
    this.posts = posts;
    this.comments = comments;
    this.facts = facts;
    this.people = people;
    this.restrictions = restrictions;
  }

  /**
   * What is said under a post, for one call of one viewer.
   *
   * @throws tintype.platform.rpc.ApiException POST_NOT_FOUND where the viewer does not see the post
   */
  CommentView under(Owned post, long viewer) {
    Post shown = posts.find(Optional.of(viewer), List.of(post)).get(post);
    if (shown == null) {
      throw Refusals.noPost();
    }
    return view(post, shown, viewer);
  }

  /**
   * A comment or reply that a viewer sees, under whatever post: no placeholder. One that is not
   * there costs the same look at a post.
   *
   * @throws tintype.platform.rpc.ApiException COMMENT_NOT_FOUND
   */
  CommentRow require(Owned comment, long viewer) {
    Optional<CommentRow> row = Optional.ofNullable(comments.find(List.of(comment)).get(comment));
    Owned post = row.map(CommentRow::post).orElse(comment);
    Optional<Post> shown =
        Optional.ofNullable(posts.find(Optional.of(viewer), List.of(post)).get(post));
    if (row.isEmpty() || shown.isEmpty()) {
      throw Refusals.noComment();
    }
    return view(post, shown.get(), viewer).require(comment);
  }

  private CommentView view(Owned post, Post shown, long viewer) {
    Commenters commenters = new Commenters(people, restrictions, viewer, post.owner());
    return new CommentView(post, shown, viewer, comments, facts, commenters);
  }
}
