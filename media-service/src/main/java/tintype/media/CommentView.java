package tintype.media;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tintype.media.CommentStore.Place;
import tintype.media.v1.Comment;
import tintype.media.v1.Post;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;

/** What one viewer sees of the comments under one post, which the viewer sees; for one call. */
final class CommentView {
  /** Replies that are looked at for one that lets a placeholder stand. */
  private static final int MAX_REPLIES = 10_000;

  /** Those that are looked at in one go, at first and at most. */
  private static final int FIRST_CHUNK = 20;

  private static final int MAX_CHUNK = 500;

  private final Owned postRef;
  private final Post post;
  private final long viewer;
  private final CommentStore comments;
  private final CommentFacts.Source facts;
  private final Commenters commenters;

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
    return find(IdText.parseOwned(field, id))
        .filter(row -> !row.deleted())
        .orElseThrow(Refusals::noComment);
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
        .filter(row -> !row.deleted() || stands(row))
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
    visible.removeIf(row -> !commenters.reads(row.account()) || (row.deleted() && !stands(row)));
    return visible;
  }

  /** A placeholder is there for a reply that the viewer sees. */
  private boolean stands(CommentRow placeholder) {
    Place last = Place.BEFORE_OLDEST;
    int looked = 0;
    for (int limit = FIRST_CHUNK; looked < MAX_REPLIES; limit = Math.min(2 * limit, MAX_CHUNK)) {
      List<CommentRow> chunk = comments.replies(postRef, placeholder.ref().id(), last, limit);
      commenters.meet(chunk.stream().map(CommentRow::account).toList());
      if (chunk.stream().anyMatch(reply -> commenters.reads(reply.account()))) {
        return true;
      }
      if (chunk.size() < limit) {
        return false;
      }
      last = Place.of(chunk.getLast());
      looked += limit;
    }
    return false;
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
