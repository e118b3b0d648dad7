package tintype.feed;

import com.google.protobuf.Internal.LongList;
import tintype.feed.v1.GetHomeFeedResponse;

/**
 * Fills a message's lists without a box an id, and without the arrays that a list outgrows: a
 * builder that is added to one by one allots 2.5 kB for a page of 50, one that is given a list of
 * protobuf's own 1 kB, as it copies it at once.
 */
final class IdLists {
  private static final LongList EMPTY =
      (LongList) GetHomeFeedResponse.getDefaultInstance().getPostIdsList();

  private final LongList posts = EMPTY.mutableCopyWithCapacity(HomeFeed.MAX_POSTS);
  private final LongList authors = EMPTY.mutableCopyWithCapacity(HomeFeed.MAX_POSTS);

  void fill(GetHomeFeedResponse.Builder answer, Candidates candidates, int count) {
    posts.clear();
    authors.clear();
    for (int i = 0; i < count; i++) {
      posts.addLong(candidates.post(i));
      authors.addLong(candidates.author(i));
    }
    answer.addAllPostIds(posts).addAllAuthorIds(authors);
  }
}
