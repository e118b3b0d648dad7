package tintype.media;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.media.v1.DownloadServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** DownloadService, a line per RPC. */
final class DownloadApi implements Api {
  private final Download download;

  @Inject
  DownloadApi(Download download) {
    this.download = download;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(DownloadServiceGrpc.getServiceDescriptor())
        .serverStreaming(DownloadServiceGrpc.getDownloadMethod(), download)
        .build();
  }
}
