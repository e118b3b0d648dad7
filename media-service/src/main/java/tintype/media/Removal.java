package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tintype.platform.rpc.IdText.Owned;

/** Takes away what staff have decided is to go; what is gone already stays so. */
final class Removal {
  private final PostStore posts;
  private final CommentStore comments;
  private final Clock clock;

  @Inject
  Removal(PostStore posts, CommentStore comments, Clock clock) {
    this.posts = posts;
    this.comments = comments;
    this.clock = clock;
  }

  void remove(Reported target) {
    Owned thing = target.thing();
    switch (target.kind()) {
      case POST -> posts.move(thing, PostMove.REMOVE, Micros.now(clock));
      case COMMENT ->
          Optional.ofNullable(comments.find(List.of(thing)).get(thing))
              .filter(row -> !row.deleted())
              .ifPresent(row -> comments.delete(row, Micros.now(clock)));
      default -> throw new IllegalStateException("not to be removed: " + target);
    }
  }
}
