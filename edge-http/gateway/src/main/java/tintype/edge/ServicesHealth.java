package tintype.edge;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Which services do not answer calls, asked over the channels that calls take. A service that
 * answers while it is still catching up is none of them: what its answers lack, it says itself.
 */
final class ServicesHealth implements Supplier<Map<String, String>> {
  private static final Duration LIMIT = Duration.ofSeconds(1);

  /**
   * One service.
   *
   * @param grpcService one of those that it serves: they open and close together
   */
  private record Asked(String grpcService, Channel channel) {}

  private final Map<String, Asked> services = new TreeMap<>();

  /** Asks about a service, such as {@code graph}, from now on. */
  void add(String service, String grpcService, Channel channel) {
    services.putIfAbsent(service, new Asked(grpcService, channel));
  }

  /** Why calls to a service fail, by its name; takes a second at most. */
  @Override
  public Map<String, String> get() {
    Map<String, ListenableFuture<HealthCheckResponse>> answers = new HashMap<>();
    services.forEach((name, asked) -> answers.put(name, ask(asked)));
    Map<String, String> reasons = new TreeMap<>();
    answers.forEach(
        (name, answer) -> {
          String reason = reason(answer);
          if (!reason.isEmpty()) {
            reasons.put(name, reason);
          }
        });
    return reasons;
  }

  private static ListenableFuture<HealthCheckResponse> ask(Asked asked) {
    return HealthGrpc.newFutureStub(asked.channel())
        .withDeadlineAfter(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
        .check(HealthCheckRequest.newBuilder().setService(asked.grpcService()).build());
  }

  private static String reason(ListenableFuture<HealthCheckResponse> answer) {
    try {
      return answer.get().getStatus() == ServingStatus.SERVING ? "" : "refuses calls at present";
    } catch (ExecutionException e) {
      Status status = Status.fromThrowable(e.getCause());
      return status.getCode() == Status.Code.DEADLINE_EXCEEDED
          ? "does not answer within " + LIMIT.toSeconds() + " s"
          : "cannot be reached: " + words(status);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "not known";
    }
  }

  /** The transport's own description is only "io exception"; its cause says which. */
  private static String words(Status status) {
    Throwable cause = status.getCause();
    String words = cause == null ? null : cause.getMessage();
    return words == null ? status.getCode() + " " + status.getDescription() : words;
  }
}
