package tintype.media;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tintype.media.v1.Comment;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;

/** What one viewer sees of the comments under one post, which the viewer sees; for one call. */
final class CommentView {
  private final Owned postRef;
  private final Post post;
  private final long viewer;
  private final CommentStore comments;
  private final CommentFacts.Source facts;
  private final Commenters commenters;
  private final Placeholders placeholders;

  CommentView(
      Owned postRef,
      Post post,
      long viewer,
      CommentStore comments,
      CommentFacts.Source facts,
      Commenters commenters) {
    this.postRef = postRef;
    this.post = post;
    this.viewer = viewer;
    this.comments = comments;
    this.facts = facts;
    this.commenters = commenters;
    this.placeholders = new Placeholders(comments, commenters);
  }

  Owned postRef() {
    return postRef;
  }

  Post post() {
    return post;
  }

  /** Whether the post is the viewer's. */
  boolean isOfViewer() {
    return postRef.owner() == viewer;
  }

  /**
   * A comment or reply that the viewer sees, and that can be acted on: no placeholder.
   *
   * @param id as the request has it, in its field
   * @throws tintype.platform.rpc.ApiException COMMENT_NOT_FOUND
   */
  CommentRow require(String field, String id) {
    return require(IdText.parseOwned(field, id));
  }

  /** The same. */
  CommentRow require(Owned id) {
    return find(id).filter(row -> !row.deleted()).orElseThrow(Refusals::noComment);
  }

  /**
   * The same for the post's author, from whom nothing under the post is hidden that can be deleted:
   * others may well see what somebody says whom the author blocks.
   */
  CommentRow requireUnderOwn(String field, String id) {
    return row(IdText.parseOwned(field, id))
        .filter(row -> !row.deleted())
        .orElseThrow(Refusals::noComment);
  }

  /** The same as {@link #require}, also of a placeholder that stands for the viewer. */
  CommentRow requireThread(String field, String id) {
    return find(IdText.parseOwned(field, id))
        .filter(row -> !row.deleted() || placeholders.standing(List.of(row)).contains(row))
        .orElseThrow(Refusals::noComment);
  }

  /** What is hidden hides all that is below it. */
  private Optional<CommentRow> find(Owned id) {
    Optional<CommentRow> found = row(id);
    if (found.isEmpty()) {
      return found;
    }
    CommentRow row = found.get();
    List<CommentRow> chain = new ArrayList<>(List.of(row));
    if (row.isReply()) {
      CommentRow first = comments.find(List.of(row.threadRef())).get(row.threadRef());
      if (first == null) {
        return Optional.empty();
      }
      chain.add(first);
    }
    commenters.meet(chain.stream().map(CommentRow::account).toList());
    return chain.stream().allMatch(one -> commenters.reads(one.account()))
        ? found
        : Optional.empty();
  }

  private Optional<CommentRow> row(Owned id) {
    return id.owner() == postRef.owner()
        ? Optional.ofNullable(comments.find(List.of(id)).get(id))
            .filter(row -> row.postId() == postRef.id())
        : Optional.empty();
  }

  /** Those of the rows (500 at most, of one list) that the viewer sees there. */
  Set<CommentRow> visible(List<CommentRow> rows) {
    commenters.meet(rows.stream().map(CommentRow::account).toList());
    Set<CommentRow> visible = new LinkedHashSet<>(rows);
    visible.removeIf(row -> !commenters.reads(row.account()));
    List<CommentRow> deleted = visible.stream().filter(CommentRow::deleted).toList();
    Set<CommentRow> standing = placeholders.standing(deleted);
    visible.removeIf(row -> row.deleted() && !standing.contains(row));
    return visible;
  }

  /**
   * A comment that the viewer sees, as it is now.
   *
   * @throws tintype.platform.rpc.ApiException COMMENT_NOT_FOUND where it has gone meanwhile
   */
  Comment show(Owned ref) {
    CommentRow row = find(ref).filter(now -> !now.deleted()).orElseThrow(Refusals::noComment);
    return show(List.of(row)).getFirst();
  }

  /** What the viewer has written just now, of which no more is to be asked than whom it answers. */
  Comment showNew(CommentRow row) {
    return show(List.of(row), CommentFacts.NONE).getFirst();
  }

  /** These comments, which the viewer sees, in this order. */
  List<Comment> show(List<CommentRow> rows) {
    return show(rows, facts.of(postRef, viewer, rows));
  }

  private List<Comment> show(List<CommentRow> rows, CommentFacts known) {
    Map<Owned, CommentRow> answered =
        comments.find(
            rows.stream().filter(CommentRow::isReply).map(CommentRow::answeredRef).toList());
    List<CommentRow> all = new ArrayList<>(rows);
    all.addAll(answered.values());
    commenters.meet(all.stream().map(CommentRow::account).toList());
    return rows.stream()
        .map(row -> CommentShape.of(row, answered.get(row.answeredRef()), known, commenters))
        .toList();
  }
}
