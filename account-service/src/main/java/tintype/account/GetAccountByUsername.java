package tintype.account;

import jakarta.inject.Inject;
import tintype.account.v1.GetAccountByUsernameRequest;
import tintype.account.v1.GetAccountByUsernameResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Shows the page head of the account that uses a name.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND}, also when the account is hidden or blocks the caller.
 */
final class GetAccountByUsername
    implements UnaryHandler<GetAccountByUsernameRequest, GetAccountByUsernameResponse> {
  /**
   * An id that no clock mints: a name that nobody uses takes the same way as one that is hidden.
   */
  private static final long NOBODY = Long.MAX_VALUE;

  private final UsernameStore usernames;
  private final PageHeads heads;

  @Inject
  GetAccountByUsername(UsernameStore usernames, PageHeads heads) {
    this.usernames = usernames;
    this.heads = heads;
  }

  @Override
  public GetAccountByUsernameResponse handle(GetAccountByUsernameRequest request) {
    Username username = Username.fold(request.getUsername());
    long accountId = usernames.holder(username).orElse(NOBODY);

    return GetAccountByUsernameResponse.newBuilder()
        .setAccount(heads.require(Caller.current().viewer(), accountId))
        .build();
  }
}
