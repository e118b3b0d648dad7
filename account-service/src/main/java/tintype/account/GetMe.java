package tintype.account;

import jakarta.inject.Inject;
import java.util.Optional;
import tintype.account.v1.Account;
import tintype.account.v1.GetMeRequest;
import tintype.account.v1.GetMeResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Shows the caller's own account with what only its owner sees.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND} where the token outlived the account.
 */
final class GetMe implements UnaryHandler<GetMeRequest, GetMeResponse> {
  private final AccountStore accounts;
  private final PageHeads heads;

  @Inject
  GetMe(AccountStore accounts, PageHeads heads) {
    this.accounts = accounts;
    this.heads = heads;
  }

  @Override
  public GetMeResponse handle(GetMeRequest request) {
    long caller = Caller.current().requireAccount();
    Profile profile = accounts.find(caller).orElseThrow(Refusals::accountNotFound);

    Account head = heads.require(Optional.of(caller), caller);

    return GetMeResponse.newBuilder().setMe(profile.me(head)).build();
  }
}
