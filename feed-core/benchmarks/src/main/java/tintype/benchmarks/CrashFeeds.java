package tintype.benchmarks;

import tintype.engine.FeedPage;
import tintype.engine.FeedReader;

/** Every account's feed as a number, so that two stores can be compared over processes. */
final class CrashFeeds {
  private static final int POSTS = 100;

  private CrashFeeds() {}

  static long[] of(FeedReader reader, int accounts) {
    long[] feeds = new long[accounts];
    FeedPage page = new FeedPage();
    for (int i = 0; i < accounts; i++) {
      reader.gather(i + 1, Long.MAX_VALUE, POSTS, page);
      long hash = page.size() + ((long) reader.followeeCount(i + 1) << 32);
      for (int post = 0; post < page.size(); post++) {
        hash = (hash * 31 + page.postId(post)) * 0x9E37_79B9_7F4A_7C15L + page.authorId(post);
      }
      feeds[i] = hash;
    }
    return feeds;
  }
}
