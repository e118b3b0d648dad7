package tintype.account;

import jakarta.inject.Inject;
import java.util.Set;
import tintype.account.v1.SetRolesRequest;
import tintype.account.v1.SetRolesResponse;
import tintype.account.v1.StaffAct.Kind;
import tintype.platform.rpc.UnaryHandler;

/**
 * Gives an account roles, and takes all others away.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND}, {@code CANNOT_ACT_ON_SELF}, {@code LAST_ADMIN} or {@code
 * INVALID_FIELD}.
 */
final class SetRoles implements UnaryHandler<SetRolesRequest, SetRolesResponse> {
  private final StaffDesk desk;
  private final StaffActs acts;
  private final StaffAccounts accounts;

  @Inject
  SetRoles(StaffDesk desk, StaffActs acts, StaffAccounts accounts) {
    this.desk = desk;
    this.acts = acts;
    this.accounts = accounts;
  }

  @Override
  public SetRolesResponse handle(SetRolesRequest request) {
    long target = desk.target(request.getAccountId());
    Act act = desk.act(Kind.SET_ROLES, request.getReason());

    acts.setRoles(target, Set.copyOf(request.getRolesList()), act);

    return SetRolesResponse.newBuilder().setAccount(accounts.require(target)).build();
  }
}
