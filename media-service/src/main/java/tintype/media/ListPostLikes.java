package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tintype.media.LikeStore.Like;
import tintype.media.v1.ListPostLikesRequest;
import tintype.media.v1.ListPostLikesResponse;
import tintype.media.v1.Post;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * Who likes a post, newest first: without people who hide, who block the viewer, or whom the viewer
 * blocks. What is left out is made up for from the rows that follow. Empty where the number of
 * likes is hidden from the viewer.
 *
 * <p>Fails with {@code POST_NOT_FOUND} or {@code PAGE_TOKEN_INVALID}.
 */
final class ListPostLikes implements UnaryHandler<ListPostLikesRequest, ListPostLikesResponse> {
  private static final String LIST = "ListPostLikes";

  /** Rows that are looked at for one page at most; a page short by that still has a token. */
  private static final int MAX_ROWS = 10_000;

  /** Rows that are looked at in one go: what one meeting of people takes. */
  private static final int MAX_CHUNK = 1_000;

  private final VisiblePosts visiblePosts;
  private final LikeStore likes;
  private final People people;
  private final PageTokens tokens;

  @Inject
  ListPostLikes(VisiblePosts visiblePosts, LikeStore likes, People people, PageTokens tokens) {
    this.visiblePosts = visiblePosts;
    this.likes = likes;
    this.people = people;
    this.tokens = tokens;
  }

  @Override
  public ListPostLikesResponse handle(ListPostLikesRequest request) {
    Optional<Long> viewer = Optional.of(Caller.current().requireAccount());
    Owned post = IdText.parseOwned("post_id", request.getPostId());
    int size = PageSize.of(request.getPageSize());
    String scope = viewer.get() + "/" + post;
    long[] key = tokens.open(LIST, scope, 2, request.getPageToken());

    Post shown = visiblePosts.get(viewer, post).orElseThrow(Refusals::noPost);
    if (LikeFacts.isHidden(viewer, post, shown.getLikeCountHidden())) {
      return ListPostLikesResponse.getDefaultInstance();
    }

    var response = ListPostLikesResponse.newBuilder();
    Like start = key == null ? Like.START : new Like(key[0], key[1]);
    fill(response, viewer, post, start, size)
        .map(last -> tokens.seal(LIST, scope, last.micros(), last.account()))
        .ifPresent(response::setNextPageToken);
    return response.build();
  }

  /** Fills a page; answers the last like that it has looked at, unless there is none after it. */
  private Optional<Like> fill(
      ListPostLikesResponse.Builder page, Optional<Long> viewer, Owned post, Like start, int size) {
    Like last = start;
    int looked = 0;
    for (int limit = size + 1; ; limit = Math.min(2 * limit, MAX_CHUNK)) {
      List<Like> chunk = likes.list(post, last, limit);
      Map<Long, Person> met = people.meet(viewer, chunk.stream().map(Like::account).toList());
      for (Like like : chunk) {
        if (page.getAccountsCount() == size || looked == MAX_ROWS) {
          return Optional.of(last);
        }
        Person person = met.get(like.account());
        if (person.canBeSeen() && !person.facts().blocking()) {
          page.addAccounts(person.summary());
        }
        last = like;
        looked++;
      }
      if (chunk.size() < limit) {
        return Optional.empty();
      }
    }
  }
}
