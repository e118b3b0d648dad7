package tintype.account;

import io.grpc.Status.Code;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.OptionalLong;
import tintype.account.v1.ApplyDecisionRequest;
import tintype.account.v1.ApplyDecisionResponse;
import tintype.account.v1.StaffAct.Kind;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.UnaryHandler;

/**
 * Does to an account what staff have decided on a report, once. Who may decide was asked when it
 * was decided; an account that is gone needs nothing any more.
 */
final class ApplyDecision implements UnaryHandler<ApplyDecisionRequest, ApplyDecisionResponse> {
  private final StaffActs acts;
  private final Clock clock;

  @Inject
  ApplyDecision(StaffActs acts, Clock clock) {
    this.acts = acts;
    this.clock = clock;
  }

  @Override
  public ApplyDecisionResponse handle(ApplyDecisionRequest request) {
    Act act =
        new Act(
            request.getActId(),
            request.getKind(),
            request.getStaffId(),
            true,
            true,
            request.getReason(),
            Micros.of(clock.instant()));

    try {
      if (request.getKind() == Kind.SUSPEND) {
        acts.suspend(request.getAccountId(), OptionalLong.empty(), act);
      } else {
        acts.warn(request.getAccountId(), act);
      }
    } catch (ApiException e) {
      if (e.code() != Code.NOT_FOUND) {
        throw e;
      }
    }

    return ApplyDecisionResponse.getDefaultInstance();
  }
}
