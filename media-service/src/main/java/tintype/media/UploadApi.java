package tintype.media;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.media.v1.UploadServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** UploadService, a line per RPC. */
final class UploadApi implements Api {
  private final Upload upload;

  @Inject
  UploadApi(Upload upload) {
    this.upload = upload;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(UploadServiceGrpc.getServiceDescriptor())
        .clientStreaming(UploadServiceGrpc.getUploadMethod(), upload)
        .build();
  }
}
