package tintype.media;

import jakarta.inject.Inject;
import tintype.media.VisibleMedia.Seen;
import tintype.media.v1.GetMediaRequest;
import tintype.media.v1.GetMediaResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Shows one media: the caller's own, or one in a post that the caller may see.
 *
 * <p>Fails with {@code MEDIA_NOT_FOUND}: never was, or not for the caller's eyes.
 */
final class GetMedia implements UnaryHandler<GetMediaRequest, GetMediaResponse> {
  private final VisibleMedia visibleMedia;
  private final MediaShape shape;

  @Inject
  GetMedia(VisibleMedia visibleMedia, MediaShape shape) {
    this.visibleMedia = visibleMedia;
    this.shape = shape;
  }

  @Override
  public GetMediaResponse handle(GetMediaRequest request) {
    Owned id = IdText.parseOwned("media_id", request.getMediaId());

    Seen seen = visibleMedia.find(Caller.current().viewer(), id).orElseThrow(Refusals::noMedia);

    return GetMediaResponse.newBuilder().setMedia(shape.of(seen.row(), seen.scope())).build();
  }
}
