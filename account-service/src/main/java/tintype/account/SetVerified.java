package tintype.account;

import jakarta.inject.Inject;
import tintype.account.v1.SetVerifiedRequest;
import tintype.account.v1.SetVerifiedResponse;
import tintype.account.v1.StaffAct.Kind;
import tintype.platform.rpc.UnaryHandler;

/**
 * Says whether staff vouch for an account's name.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND}, {@code CANNOT_ACT_ON_SELF}, {@code ADMIN_NEEDED} or
 * {@code INVALID_FIELD}.
 */
final class SetVerified implements UnaryHandler<SetVerifiedRequest, SetVerifiedResponse> {
  private final StaffDesk desk;
  private final StaffActs acts;
  private final StaffAccounts accounts;

  @Inject
  SetVerified(StaffDesk desk, StaffActs acts, StaffAccounts accounts) {
    this.desk = desk;
    this.acts = acts;
    this.accounts = accounts;
  }

  @Override
  public SetVerifiedResponse handle(SetVerifiedRequest request) {
    long target = desk.target(request.getAccountId());
    Act act = desk.act(Kind.SET_VERIFIED, request.getReason());

    acts.setVerified(target, request.getVerified(), act);

    return SetVerifiedResponse.newBuilder().setAccount(accounts.require(target)).build();
  }
}
