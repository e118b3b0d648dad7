package tintype.allinone;

import java.util.ArrayList;
import java.util.List;
import tintype.feed.v1.Feed;
import tintype.feed.v1.FeedServiceGrpc.FeedServiceBlockingStub;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;

/** Reads one account's feed to its end, page by page, and compares it with the oracle's. */
final class FeedComparison {
  private static final int PAGE_SIZE = 100;
  private final FeedServiceBlockingStub stub;
  private final FeedOracle oracle;

  FeedComparison(FeedServiceBlockingStub stub, FeedOracle oracle) {
    this.stub = stub;
    this.oracle = oracle;
  }

  void compare(long account, Differences differences) {
    List<FeedOracle.Item> expected = oracle.feed(account);
    List<FeedOracle.Item> found = read(account);
    for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
      Object want = i < expected.size() ? expected.get(i) : "the end";
      Object have = i < found.size() ? found.get(i) : "the end";
      if (!want.equals(have)) {
        differences.add(
            "feed of %d at %d of %d: %s (expected: %s)", account, i, expected.size(), have, want);
        return;
      }
    }
  }

  private List<FeedOracle.Item> read(long account) {
    List<FeedOracle.Item> items = new ArrayList<>();
    String token = "";
    do {
      GetHomeFeedRequest request =
          GetHomeFeedRequest.newBuilder()
              .setAccountId(account)
              .setPageSize(PAGE_SIZE)
              .setPageToken(token)
              .build();
      GetHomeFeedResponse page = Retry.call(() -> stub.getHomeFeed(request));
      if (page.getState() == Feed.State.CATCHING_UP) {
        throw new StartException("The feed is still catching up: verify once it is ready.");
      }
      for (int i = 0; i < page.getPostIdsCount(); i++) {
        items.add(new FeedOracle.Item(page.getPostIds(i), page.getAuthorIds(i)));
      }
      token = page.getNextPageToken();
    } while (!token.isEmpty());
    return items;
  }
}
