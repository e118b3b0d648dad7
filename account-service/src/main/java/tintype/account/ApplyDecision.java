package tintype.account;

import io.grpc.Status.Code;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.account.v1.ApplyDecisionRequest;
import tintype.account.v1.ApplyDecisionResponse;
import tintype.account.v1.StaffAct.Kind;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.UnaryHandler;

/**
 * Does to an account what staff have decided on a report, once. Who may decide was asked when it
 * was decided; an account that is gone needs nothing any more, and the last admin stays. Neither
 * will be otherwise if it is tried again.
 */
final class ApplyDecision implements UnaryHandler<ApplyDecisionRequest, ApplyDecisionResponse> {
  private static final Logger log = LoggerFactory.getLogger(ApplyDecision.class);

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
      if (e.code() != Code.NOT_FOUND && e.code() != Code.FAILED_PRECONDITION) {
        throw e;
      }
      log.atWarn()
          .addKeyValue("account", request.getAccountId())
          .addKeyValue("act", request.getActId())
          .addKeyValue("reason", e.reason())
          .log("a decision has no effect");
    }

    return ApplyDecisionResponse.getDefaultInstance();
  }
}
