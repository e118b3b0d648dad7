package tintype.graph;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.graph.v1.ImportServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** {@code tintype.graph.v1.ImportService}. */
final class ImportApi implements Api {
  private final ImportFollows importFollows;

  @Inject
  ImportApi(ImportFollows importFollows) {
    this.importFollows = importFollows;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(ImportServiceGrpc.getServiceDescriptor())
        .unary(ImportServiceGrpc.getImportFollowsMethod(), importFollows)
        .build();
  }
}
