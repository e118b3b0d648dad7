package tintype.account;

import jakarta.inject.Inject;
import tintype.account.v1.ReinstateRequest;
import tintype.account.v1.ReinstateResponse;
import tintype.account.v1.StaffAct.Kind;
import tintype.platform.rpc.UnaryHandler;

/**
 * Ends an account's suspension; one that is not suspended stays as it is.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND}, {@code CANNOT_ACT_ON_SELF}, {@code ADMIN_NEEDED} or
 * {@code INVALID_FIELD}.
 */
final class Reinstate implements UnaryHandler<ReinstateRequest, ReinstateResponse> {
  private final StaffDesk desk;
  private final StaffActs acts;
  private final StaffAccounts accounts;

  @Inject
  Reinstate(StaffDesk desk, StaffActs acts, StaffAccounts accounts) {
    this.desk = desk;
    this.acts = acts;
    this.accounts = accounts;
  }

  @Override
  public ReinstateResponse handle(ReinstateRequest request) {
    long target = desk.target(request.getAccountId());
    Act act = desk.act(Kind.REINSTATE, request.getReason());

    acts.reinstate(target, act);

    return ReinstateResponse.newBuilder().setAccount(accounts.require(target)).build();
  }
}
