package tintype.feed;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import tintype.feed.v1.ErrorReason;
import tintype.feed.v1.Feed.Order;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.PageTokens;

/** Cursors as page tokens, bound to the RPC, the feed's owner and the order. */
@Singleton
final class FeedCursors {
  private static final int PARTS = 3;

  private final PageTokens tokens;

  @Inject
  FeedCursors(PageTokens tokens) {
    this.tokens = tokens;
  }

  /** Fails with {@code ORDER_NOT_OFFERED} or {@code PAGE_TOKEN_INVALID}. */
  FeedCursor open(String rpc, long account, Order order, String token) {
    requireOffered(order);
    if (token.isEmpty()) {
      return FeedCursor.START;
    }
    long[] parts = tokens.open(rpc, scope(account), PARTS, token);
    return parts == null ? FeedCursor.START : new FeedCursor(parts[0], parts[1], (int) parts[2]);
  }

  String seal(String rpc, long account, FeedCursor next) {
    return tokens.seal(rpc, scope(account), next.snapshot(), next.last(), next.served());
  }

  private static String scope(long account) {
    return account + "/" + Order.LATEST;
  }

  private static void requireOffered(Order order) {
    if (order != Order.ORDER_UNSPECIFIED && order != Order.LATEST) {
      throw ApiException.invalidArgument(
              ErrorReason.ORDER_NOT_OFFERED,
              "the feed is not offered in this order: ask for LATEST")
          .with("order", order);
    }
  }
}
