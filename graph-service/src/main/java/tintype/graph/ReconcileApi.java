package tintype.graph;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.graph.v1.ReconcileServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** {@code tintype.graph.v1.ReconcileService}. */
final class ReconcileApi implements Api {
  private final ReconcileCounters reconcileCounters;

  @Inject
  ReconcileApi(ReconcileCounters reconcileCounters) {
    this.reconcileCounters = reconcileCounters;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(ReconcileServiceGrpc.getServiceDescriptor())
        .unary(ReconcileServiceGrpc.getReconcileCountersMethod(), reconcileCounters)
        .build();
  }
}
