package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.visibility.People;

/** What somebody may report: what they see, and what is another's. */
final class Reportable {
  private final VisiblePosts visiblePosts;
  private final VisibleComments visibleComments;
  private final People people;

  @Inject
  Reportable(VisiblePosts visiblePosts, VisibleComments visibleComments, People people) {
    this.visiblePosts = visiblePosts;
    this.visibleComments = visibleComments;
    this.people = people;
  }

  /**
   * The thing, with who answers for it.
   *
   * @throws tintype.platform.rpc.ApiException POST_NOT_FOUND, COMMENT_NOT_FOUND, ACCOUNT_NOT_FOUND
   *     or CANNOT_ACT_ON_SELF
   */
  Reported require(long reporter, Reported wanted) {
    Reported seen = seen(reporter, wanted);
    if (seen.account() == reporter) {
      throw Refusals.cannotActOnSelf();
    }
    return seen;
  }

  private Reported seen(long reporter, Reported wanted) {
    Owned thing = wanted.thing();
    Optional<Long> viewer = Optional.of(reporter);
    switch (wanted.kind()) {
      case POST -> {
        if (!visiblePosts.find(viewer, List.of(thing)).containsKey(thing)) {
          throw Refusals.noPost();
        }
        return wanted;
      }
      case COMMENT -> {
        return Reported.comment(thing, visibleComments.require(thing, reporter).account());
      }
      case ACCOUNT -> {
        if (!people.meet(viewer, thing.id()).canBeSeen()) {
          throw Refusals.noAccount();
        }
        return wanted;
      }
      default -> throw new IllegalStateException("of no kind: " + thing);
    }
  }
}
