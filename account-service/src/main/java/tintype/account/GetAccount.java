package tintype.account;

import jakarta.inject.Inject;
import tintype.account.v1.GetAccountRequest;
import tintype.account.v1.GetAccountResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Shows one account's page head.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND}, also when the account is hidden or blocks the caller, or
 * {@code TOKEN_MISSING} for nobody's {@code me}.
 */
final class GetAccount implements UnaryHandler<GetAccountRequest, GetAccountResponse> {
  private final PageHeads heads;

  @Inject
  GetAccount(PageHeads heads) {
    this.heads = heads;
  }

  @Override
  public GetAccountResponse handle(GetAccountRequest request) {
    Caller caller = Caller.current();
    long accountId = caller.resolve("account_id", request.getAccountId());

    return GetAccountResponse.newBuilder()
        .setAccount(heads.require(caller.viewer(), accountId))
        .build();
  }
}
