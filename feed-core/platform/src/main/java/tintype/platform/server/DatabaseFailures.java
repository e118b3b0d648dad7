package tintype.platform.server;

import io.grpc.Status.Code;
import java.time.Duration;
import tintype.platform.ids.LeaseLapsedException;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.ErrorInterceptor;
import tintype.platform.sql.DatabaseUnavailableException;
import tintype.platform.sql.OutcomeUnknownException;
import tintype.platform.sql.RequestIdReusedException;
import tintype.rpc.v1.ErrorReason;

/** What the database's failures are to a caller: never INTERNAL, and a retry settles the matter. */
final class DatabaseFailures implements ErrorInterceptor.FailureMapper {
  private static final Duration RETRY_DELAY = Duration.ofMillis(500);

  @Override
  public ApiException map(Throwable failure) {
    return switch (failure) {
      case RequestIdReusedException e ->
          ApiException.of(
              Code.ALREADY_EXISTS,
              ErrorReason.REQUEST_ID_REUSED,
              "this request id was used before with other content");
      case OutcomeUnknownException e ->
          ApiException.tryAgain(
              "it is not known whether this took effect: repeat it with the same request id",
              RETRY_DELAY,
              e);
      case DatabaseUnavailableException e ->
          ApiException.tryAgain("the database is busy or away: try again", RETRY_DELAY, e);
      case LeaseLapsedException e ->
          ApiException.tryAgain("no ids can be made just now: try again", RETRY_DELAY, e);
      default -> null;
    };
  }
}
