package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import tintype.account.SessionStore.Lasting;
import tintype.account.v1.ListSessionsRequest;
import tintype.account.v1.ListSessionsResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.rpc.UnaryHandler;

/**
 * Lists the caller's sessions that last, newest first.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListSessions implements UnaryHandler<ListSessionsRequest, ListSessionsResponse> {
  private static final String LIST = "ListSessions";

  private final SessionStore store;
  private final PageTokens pageTokens;
  private final Clock clock;

  @Inject
  ListSessions(SessionStore store, PageTokens pageTokens, Clock clock) {
    this.store = store;
    this.pageTokens = pageTokens;
    this.clock = clock;
  }

  @Override
  public ListSessionsResponse handle(ListSessionsRequest request) {
    Caller caller = Caller.current();
    long account = caller.requireAccount();
    int size = PageSize.of(request.getPageSize());
    String scope = Long.toString(account);
    long[] key = pageTokens.open(LIST, scope, 1, request.getPageToken());
    long before = key == null ? Long.MAX_VALUE : key[0];

    List<Lasting> rows = store.lastingBefore(account, before, Micros.of(clock.instant()), size + 1);

    var response = ListSessionsResponse.newBuilder();
    List<Lasting> page = rows.subList(0, Math.min(size, rows.size()));
    page.forEach(row -> response.addSessions(shape(row, caller.session())));
    if (rows.size() > size) {
      response.setNextPageToken(pageTokens.seal(LIST, scope, page.getLast().sessionId()));
    }
    return response.build();
  }

  private static tintype.account.v1.Session shape(Lasting row, long current) {
    return tintype.account.v1.Session.newBuilder()
        .setId(Long.toString(row.sessionId()))
        .setDevice(row.device())
        .setCurrent(row.sessionId() == current)
        .setCreateTime(ProtoTimes.ofMicros(row.createMicros()))
        .setRefreshTime(ProtoTimes.ofMicros(row.refreshMicros()))
        .setExpireTime(ProtoTimes.ofMicros(row.expireMicros()))
        .build();
  }
}
