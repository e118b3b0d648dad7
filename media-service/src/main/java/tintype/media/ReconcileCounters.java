package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.ReconcileCountersRequest;
import tintype.media.v1.ReconcileCountersResponse;
import tintype.platform.rpc.UnaryHandler;

/** Counts the rows of some accounts anew, and mends the numbers that differ. */
final class ReconcileCounters
    implements UnaryHandler<ReconcileCountersRequest, ReconcileCountersResponse> {
  private final Recounts recounts;

  @Inject
  ReconcileCounters(Recounts recounts) {
    this.recounts = recounts;
  }

  @Override
  public ReconcileCountersResponse handle(ReconcileCountersRequest request) {
    var drifts = recounts.mend(request.getAccountIdsList().stream().distinct().toList());

    return ReconcileCountersResponse.newBuilder().addAllDrifts(drifts).build();
  }
}
