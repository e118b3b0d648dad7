package tintype.media;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import tintype.media.CaseStore.Place;
import tintype.media.v1.ListReportsRequest;
import tintype.media.v1.ListReportsResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.UnaryHandler;

/**
 * Lists the cases of the queue for staff, but for those about the caller.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID}.
 */
final class ListReports implements UnaryHandler<ListReportsRequest, ListReportsResponse> {
  private static final String LIST = "ListReports";

  private final CaseStore cases;
  private final CaseShape shape;
  private final PageTokens tokens;
  private final Clock clock;

  @Inject
  ListReports(CaseStore cases, CaseShape shape, PageTokens tokens, Clock clock) {
    this.cases = cases;
    this.shape = shape;
    this.tokens = tokens;
    this.clock = clock;
  }

  @Override
  public ListReportsResponse handle(ListReportsRequest request) {
    CaseFilter filter = CaseFilter.of(request, Caller.current().requireAccount());
    int size = PageSize.of(request.getPageSize());
    String scope = filter.toString();
    long[] key = tokens.open(LIST, scope, 2, request.getPageToken());
    Place after = key == null ? Place.start(filter) : new Place(key[0], key[1]);

    List<CaseRow> rows = cases.list(filter, after, Micros.now(clock), size + 1);

    List<CaseRow> page = rows.subList(0, Math.min(size, rows.size()));
    var response = ListReportsResponse.newBuilder().addAllReports(shape.of(page));
    if (rows.size() > size) {
      Place last = Place.of(page.getLast(), filter);
      response.setNextPageToken(tokens.seal(LIST, scope, last.rank(), last.id()));
    }
    return response.build();
  }
}
