package tintype.media;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import tintype.account.v1.ApplyDecisionRequest;
import tintype.account.v1.ApplyDecisionResponse;
import tintype.account.v1.StaffAccountServiceGrpc.StaffAccountServiceImplBase;

/** Stands in for account-service: remembers decisions, unless it is away. */
final class FakeDecisions extends StaffAccountServiceImplBase {
  private final List<ApplyDecisionRequest> applied = new CopyOnWriteArrayList<>();
  private final Set<Long> refused = ConcurrentHashMap.newKeySet();
  private volatile boolean away;

  void setAway(boolean away) {
    this.away = away;
  }

  /** Whether decisions about an account fail. */
  void setRefused(long account, boolean refuse) {
    if (refuse) {
      refused.add(account);
    } else {
      refused.remove(account);
    }
  }

  /** Those about an account, as often as they came. */
  List<ApplyDecisionRequest> about(long account) {
    return applied.stream().filter(it -> it.getAccountId() == account).toList();
  }

  @Override
  public void applyDecision(
      ApplyDecisionRequest request, StreamObserver<ApplyDecisionResponse> observer) {
    if (away || refused.contains(request.getAccountId())) {
      observer.onError(Status.UNAVAILABLE.asRuntimeException());
      return;
    }
    applied.add(request);
    observer.onNext(ApplyDecisionResponse.getDefaultInstance());
    observer.onCompleted();
  }
}
