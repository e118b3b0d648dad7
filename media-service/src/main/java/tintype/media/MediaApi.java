package tintype.media;

import io.grpc.ServerServiceDefinition;
import jakarta.inject.Inject;
import tintype.media.v1.MediaServiceGrpc;
import tintype.platform.rpc.ServiceTable;
import tintype.platform.server.Api;

/** MediaService, a line per RPC. */
final class MediaApi implements Api {
  private final GetMedia getMedia;
  private final UpdateMedia updateMedia;
  private final ClaimAvatar claimAvatar;

  @Inject
  MediaApi(GetMedia getMedia, UpdateMedia updateMedia, ClaimAvatar claimAvatar) {
    this.getMedia = getMedia;
    this.updateMedia = updateMedia;
    this.claimAvatar = claimAvatar;
  }

  @Override
  public ServerServiceDefinition table() {
    return ServiceTable.of(MediaServiceGrpc.getServiceDescriptor())
        .unary(MediaServiceGrpc.getGetMediaMethod(), getMedia)
        .unary(MediaServiceGrpc.getUpdateMediaMethod(), updateMedia)
        .unary(MediaServiceGrpc.getClaimAvatarMethod(), claimAvatar)
        .build();
  }
}
