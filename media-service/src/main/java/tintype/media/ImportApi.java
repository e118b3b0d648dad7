package tintype.media;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.media.v1.ImportServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** ImportService, a line per RPC. */
final class ImportApi implements Api {
  private final ImportPosts importPosts;

  @Inject
  ImportApi(ImportPosts importPosts) {
    this.importPosts = importPosts;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(ImportServiceGrpc.getServiceDescriptor())
        .unary(ImportServiceGrpc.getImportPostsMethod(), importPosts)
        .build();
  }
}
