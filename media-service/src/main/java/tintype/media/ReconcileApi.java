package tintype.media;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.media.v1.ReconcileServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** {@code tintype.media.v1.ReconcileService}. */
final class ReconcileApi implements Api {
  private final ReconcileCounters reconcileCounters;
  private final ReconcileTopics reconcileTopics;

  @Inject
  ReconcileApi(ReconcileCounters reconcileCounters, ReconcileTopics reconcileTopics) {
    this.reconcileCounters = reconcileCounters;
    this.reconcileTopics = reconcileTopics;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(ReconcileServiceGrpc.getServiceDescriptor())
        .unary(ReconcileServiceGrpc.getReconcileCountersMethod(), reconcileCounters)
        .unary(ReconcileServiceGrpc.getReconcileTopicsMethod(), reconcileTopics)
        .build();
  }
}
