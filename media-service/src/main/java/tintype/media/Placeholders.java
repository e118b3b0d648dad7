package tintype.media;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tintype.media.CommentStore.Place;

/**
 * Which deleted comments stand for one viewer: those with a reply that the viewer sees. Of a page
 * of them one query asks, but for long threads, which each have some.
 */
final class Placeholders {
  /** Replies that are looked at for one that lets a placeholder stand. */
  private static final int MAX_REPLIES = 10_000;

  /** Those that are looked at in one go, at first and at most. */
  private static final int FIRST_CHUNK = 20;

  private static final int MAX_CHUNK = 500;

  private final CommentStore comments;
  private final Commenters commenters;

  Placeholders(CommentStore comments, Commenters commenters) {
    this.comments = comments;
    this.commenters = commenters;
  }

  /** Those of some placeholders of one post that stand. */
  Set<CommentRow> standing(Collection<CommentRow> placeholders) {
    Set<CommentRow> standing = new HashSet<>();
    List<CommentRow> together = new ArrayList<>();
    int replies = 0;
    for (CommentRow one : placeholders) {
      if (one.replies() > MAX_CHUNK) {
        if (stands(one)) {
          standing.add(one);
        }
        continue;
      }
      if (replies + one.replies() > MAX_CHUNK) {
        standing.addAll(look(together));
        together.clear();
        replies = 0;
      }
      together.add(one);
      replies += one.replies();
    }
    standing.addAll(look(together));
    return standing;
  }

  /** Short threads, all of whose repliers are read at once; some may have come meanwhile. */
  private List<CommentRow> look(List<CommentRow> some) {
    if (some.isEmpty()) {
      return List.of();
    }
    Map<Long, Set<Long>> repliers =
        comments.repliers(
            some.getFirst().post(),
            some.stream().map(row -> row.ref().id()).toList(),
            2 * MAX_CHUNK);
    commenters.meet(repliers.values().stream().flatMap(Set::stream).distinct().toList());
    return some.stream()
        .filter(
            row ->
                repliers.getOrDefault(row.ref().id(), Set.of()).stream()
                    .anyMatch(commenters::reads))
        .toList();
  }

  private boolean stands(CommentRow placeholder) {
    Place last = Place.BEFORE_OLDEST;
    int looked = 0;
    for (int limit = FIRST_CHUNK; looked < MAX_REPLIES; limit = Math.min(2 * limit, MAX_CHUNK)) {
      List<CommentRow> chunk =
          comments.replies(placeholder.post(), placeholder.ref().id(), last, limit);
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
}
