package tintype.account;

import jakarta.inject.Inject;
import java.util.List;
import tintype.account.SessionStore.Ended;
import tintype.account.v1.ListEndedSessionsRequest;
import tintype.account.v1.ListEndedSessionsResponse;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.rpc.UnaryHandler;

/**
 * Lists sessions that ended since a time, oldest end first. One whose transaction is committed late
 * can come to stand before the page's end: readers follow the change log from before their first
 * page.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListEndedSessions
    implements UnaryHandler<ListEndedSessionsRequest, ListEndedSessionsResponse> {
  private static final String LIST = "ListEndedSessions";
  private static final int MAX_PAGE = 1_000;

  private final SessionStore store;
  private final PageTokens pageTokens;

  @Inject
  ListEndedSessions(SessionStore store, PageTokens pageTokens) {
    this.store = store;
    this.pageTokens = pageTokens;
  }

  @Override
  public ListEndedSessionsResponse handle(ListEndedSessionsRequest request) {
    int asked = request.getPageSize();
    int size = asked == 0 ? MAX_PAGE : Math.min(asked, MAX_PAGE);
    long since = Micros.of(ProtoTimes.toInstant(request.getSince()));
    String scope = Long.toString(since);
    long[] key = pageTokens.open(LIST, scope, 2, request.getPageToken());
    Ended last = key == null ? new Ended(since, 0) : new Ended(key[0], key[1]);

    List<Ended> rows = store.endedAfter(last, size + 1);

    var response = ListEndedSessionsResponse.newBuilder();
    List<Ended> page = rows.subList(0, Math.min(size, rows.size()));
    page.forEach(ended -> response.addSessionIds(ended.sessionId()));
    if (rows.size() > size) {
      Ended end = page.getLast();
      response.setNextPageToken(pageTokens.seal(LIST, scope, end.endMicros(), end.sessionId()));
    }
    return response.build();
  }
}
