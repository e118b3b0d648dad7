package tintype.account;

import jakarta.inject.Inject;
import java.time.Instant;
import java.util.OptionalLong;
import tintype.account.v1.StaffAct.Kind;
import tintype.account.v1.SuspendRequest;
import tintype.account.v1.SuspendResponse;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.rpc.UnaryHandler;

/**
 * Suspends an account, or changes its suspension.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND}, {@code CANNOT_ACT_ON_SELF}, {@code ADMIN_NEEDED}, {@code
 * LAST_ADMIN} or {@code INVALID_FIELD}.
 */
final class Suspend implements UnaryHandler<SuspendRequest, SuspendResponse> {
  private final StaffDesk desk;
  private final StaffActs acts;
  private final StaffAccounts accounts;

  @Inject
  Suspend(StaffDesk desk, StaffActs acts, StaffAccounts accounts) {
    this.desk = desk;
    this.acts = acts;
    this.accounts = accounts;
  }

  @Override
  public SuspendResponse handle(SuspendRequest request) {
    long target = desk.target(request.getAccountId());
    Act act = desk.act(Kind.SUSPEND, request.getReason());

    acts.suspend(target, end(request), act);

    return SuspendResponse.newBuilder().setAccount(accounts.require(target)).build();
  }

  private OptionalLong end(SuspendRequest request) {
    if (!request.hasEndTime()) {
      return OptionalLong.empty();
    }
    Instant end = ProtoTimes.toInstant(request.getEndTime());
    if (!end.isAfter(desk.now())) {
      throw ApiException.invalidField("end_time", end + " (expected: a time to come)");
    }
    return OptionalLong.of(Micros.of(end));
  }
}
