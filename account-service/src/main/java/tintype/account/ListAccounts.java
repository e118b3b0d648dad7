package tintype.account;

import jakarta.inject.Inject;
import java.util.List;
import tintype.account.v1.ListAccountsRequest;
import tintype.account.v1.ListAccountsResponse;
import tintype.account.v1.StaffAccount;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.PageSize;
import tintype.platform.rpc.PageTokens;
import tintype.platform.rpc.UnaryHandler;

/**
 * Lists accounts of all states for staff, by username.
 *
 * <p>Fails with {@code PAGE_TOKEN_INVALID} or {@code INVALID_FIELD}.
 */
final class ListAccounts implements UnaryHandler<ListAccountsRequest, ListAccountsResponse> {
  private static final String LIST = "ListAccounts";

  private final StaffAccounts accounts;
  private final PageTokens pageTokens;

  @Inject
  ListAccounts(StaffAccounts accounts, PageTokens pageTokens) {
    this.accounts = accounts;
    this.pageTokens = pageTokens;
  }

  @Override
  public ListAccountsResponse handle(ListAccountsRequest request) {
    int size = PageSize.of(request.getPageSize());
    AccountFilter filter = AccountFilter.of(request.getFilter());
    String scope = Caller.current().requireAccount() + " " + filter;
    long[] key = pageTokens.open(LIST, scope, NameKey.PARTS, request.getPageToken());
    AccountFilter rest = key == null ? filter : filter.after(NameKey.toName(key));

    List<StaffAccount> rows = accounts.first(rest, size + 1);

    List<StaffAccount> page = rows.subList(0, Math.min(size, rows.size()));
    var response = ListAccountsResponse.newBuilder().addAllAccounts(page);
    if (rows.size() > size) {
      String last = page.getLast().getAccount().getUsername();
      response.setNextPageToken(pageTokens.seal(LIST, scope, NameKey.of(last)));
    }
    return response.build();
  }
}
