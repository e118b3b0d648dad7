package tintype.feed;

import io.grpc.Status.Code;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import tintype.feed.v1.ErrorReason;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.GetHomeFeedResponse;
import tintype.platform.pool.Spares;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.AsyncHandler;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.PageSize;

/**
 * A page of anybody's home feed as ids, for services; of one's own for an account. An account that
 * never was has an empty feed.
 *
 * <p>Fails with {@code NOT_YOUR_FEED} or {@code ORDER_NOT_OFFERED}.
 */
final class GetHomeFeed implements AsyncHandler<GetHomeFeedRequest, GetHomeFeedResponse> {
  private static final String RPC = "GetHomeFeed";

  private final HomeFeed feed;
  private final FeedCursors cursors;
  private final Spares<IdLists> lists = new Spares<>(IdLists::new);

  @Inject
  GetHomeFeed(HomeFeed feed, FeedCursors cursors) {
    this.feed = feed;
    this.cursors = cursors;
  }

  @Override
  public CompletableFuture<GetHomeFeedResponse> handle(GetHomeFeedRequest request) {
    long account = request.getAccountId();
    requireMayRead(Caller.current(), account);
    FeedCursor cursor = cursors.open(RPC, account, request.getOrder(), request.getPageToken());
    int size = Math.min(PageSize.of(request.getPageSize()), cursor.room());

    // One more than the page: whether there is a next page is seen, not guessed.
    int limit = Math.min(size + 1, cursor.room());
    return feed.newest(
        account, cursor.last(), limit, candidates -> respond(account, cursor, size, candidates));
  }

  private GetHomeFeedResponse respond(
      long account, FeedCursor cursor, int size, Candidates candidates) {
    var answer = GetHomeFeedResponse.newBuilder().setState(FeedStates.of(candidates, cursor));
    int count = Math.min(size, candidates.size());
    IdLists ids = lists.borrow();
    ids.fill(answer, candidates, count);
    lists.giveBack(ids);
    if (candidates.size() > size) {
      FeedCursor next = cursor.after(candidates.post(0), candidates.post(count - 1), count);
      answer.setNextPageToken(cursors.seal(RPC, account, next));
    }
    return answer.build();
  }

  private static void requireMayRead(Caller caller, long account) {
    if (!caller.isService() && caller.account() != account) {
      throw ApiException.of(
          Code.PERMISSION_DENIED, ErrorReason.NOT_YOUR_FEED, "an account reads its own feed only");
    }
  }
}
