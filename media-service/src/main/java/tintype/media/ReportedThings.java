package tintype.media;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tintype.media.v1.Comment;
import tintype.media.v1.Post;
import tintype.media.v1.ReportCase;
import tintype.media.v1.ReportTarget.Kind;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.visibility.People.Person;

/**
 * Some reported posts and comments as staff see them: as they are now, whoever may see them else.
 *
 * @param posts also those that comments are under
 * @param comments by their ids; those that were deleted are absent, or placeholders
 * @param met who wrote them, and whoever else
 */
record ReportedThings(
    Map<Owned, Post> posts, Map<Owned, CommentRow> comments, Map<Long, Person> met) {

  /** Where they are from. */
  static final class Source {
    private final PostStore posts;
    private final CommentStore comments;
    private final VisiblePosts visiblePosts;

    @Inject
    Source(PostStore posts, CommentStore comments, VisiblePosts visiblePosts) {
      this.posts = posts;
      this.comments = comments;
      this.visiblePosts = visiblePosts;
    }

    /**
     * @param met everybody in whose shard one of the things is, and who wrote it
     */
    ReportedThings of(List<Reported> targets, Map<Long, Person> met) {
      Map<Owned, CommentRow> rows = new HashMap<>();
      byOwner(targets, Kind.COMMENT).values().forEach(own -> rows.putAll(comments.find(own)));
      List<Owned> ids = new ArrayList<>();
      byOwner(targets, Kind.POST).values().forEach(ids::addAll);
      rows.values().forEach(row -> ids.add(row.post()));
      return new ReportedThings(shown(ids, met), rows, met);
    }

    private static Map<Long, List<Owned>> byOwner(List<Reported> targets, Kind kind) {
      return targets.stream()
          .filter(target -> target.kind() == kind)
          .map(Reported::thing)
          .collect(Collectors.groupingBy(Owned::owner));
    }

    private Map<Owned, Post> shown(List<Owned> ids, Map<Long, Person> met) {
      Map<Long, List<PostRow>> byAuthor =
          posts.find(ids.stream().distinct().toList()).stream()
              .collect(Collectors.groupingBy(post -> post.ref().owner()));
      Map<Owned, Post> shown = new HashMap<>();
      byAuthor.forEach(
          (author, own) -> {
            List<Post> shapes = visiblePosts.forStaff(own, met.get(author));
            for (int i = 0; i < own.size(); i++) {
              shown.put(own.get(i).ref(), shapes.get(i));
            }
          });
      return shown;
    }
  }

  /** The case with what it is about, where that is there. */
  ReportCase.Builder on(ReportCase.Builder shape, Reported target) {
    if (target.kind() == Kind.POST) {
      Optional.ofNullable(posts.get(target.thing())).ifPresent(shape::setPost);
    } else if (target.kind() == Kind.COMMENT) {
      Optional.ofNullable(comments.get(target.thing())).ifPresent(row -> add(shape, row));
    }
    return shape;
  }

  private void add(ReportCase.Builder shape, CommentRow row) {
    Optional.ofNullable(posts.get(row.post())).ifPresent(shape::setPost);
    if (row.deleted()) {
      return;
    }
    Comment.Builder comment = CommentShape.of(row);
    Person writer = met.get(row.account());
    if (writer.facts().exists()) {
      comment.setAuthor(writer.summary());
    }
    shape.setComment(comment);
  }
}
