package tintype.media;

import jakarta.inject.Inject;
import java.util.Optional;
import tintype.media.TopicPages.Query;
import tintype.media.TopicPages.TopicPage;
import tintype.media.v1.ListTaggedPostsRequest;
import tintype.media.v1.ListTaggedPostsResponse;
import tintype.media.v1.Post;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.visibility.Audience;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * The posts that an account is tagged in, newest first. Both gates hold: that of the tagged
 * account, whose grid of tagged posts is for those who see its posts, and that of each post's
 * author.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND} or {@code PAGE_TOKEN_INVALID}.
 */
final class ListTaggedPosts
    implements UnaryHandler<ListTaggedPostsRequest, ListTaggedPostsResponse> {
  private final TopicPages pages;
  private final People people;

  @Inject
  ListTaggedPosts(TopicPages pages, People people) {
    this.pages = pages;
    this.people = people;
  }

  @Override
  public ListTaggedPostsResponse handle(ListTaggedPostsRequest request) {
    long viewer = Caller.current().requireAccount();
    long account = Caller.current().resolve("account_id", request.getAccountId());
    String id = Long.toString(account);
    Query query =
        new Query(
            "ListTaggedPosts",
            Topic.ofPerson(account),
            post -> isTagged(post, id),
            request.getPageSize(),
            request.getPageToken());

    Person tagged = people.meet(Optional.of(viewer), account);
    if (!tagged.canBeSeen()) {
      throw Refusals.noAccount();
    }
    if (!tagged.canView(Audience.EVERYONE)) {
      return ListTaggedPostsResponse.getDefaultInstance();
    }
    TopicPage page = pages.latest(query);

    return ListTaggedPostsResponse.newBuilder()
        .addAllPosts(page.posts())
        .setNextPageToken(page.nextToken())
        .build();
  }

  private static boolean isTagged(Post post, String account) {
    return post.getPeopleTagsList().stream().anyMatch(tag -> tag.getAccountId().equals(account));
  }
}
