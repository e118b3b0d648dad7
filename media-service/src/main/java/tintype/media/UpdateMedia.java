package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tintype.media.v1.DownloadRequest.Scope;
import tintype.media.v1.UpdateMediaRequest;
import tintype.media.v1.UpdateMediaResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.rpc.UpdateMask;

/**
 * Changes what the caller says of a media of the caller's.
 *
 * <p>Fails with {@code MEDIA_NOT_FOUND}, {@code NOT_THE_OWNER} where the caller sees another's, or
 * {@code INVALID_FIELD} (a mask that names what cannot be changed).
 */
final class UpdateMedia implements UnaryHandler<UpdateMediaRequest, UpdateMediaResponse> {
  private static final String ALT_TEXT = "alt_text";

  private final MediaStore media;
  private final VisibleMedia visibleMedia;
  private final MediaShape shape;

  @Inject
  UpdateMedia(MediaStore media, VisibleMedia visibleMedia, MediaShape shape) {
    this.media = media;
    this.visibleMedia = visibleMedia;
    this.shape = shape;
  }

  @Override
  public UpdateMediaResponse handle(UpdateMediaRequest request) {
    long caller = Caller.current().requireAccount();
    Owned id = IdText.parseOwned("media_id", request.getMediaId());
    Set<String> changed = UpdateMask.of(request, Set.of(ALT_TEXT));
    visibleMedia.requireOwner(caller, id);
    if (visibleMedia.find(Optional.of(caller), id).isEmpty()) {
      throw Refusals.noMedia();
    }

    if (changed.contains(ALT_TEXT)) {
      media.describe(id, request.getAltText());
    }

    MediaRow row = media.find(List.of(id)).get(id);
    if (row == null) {
      throw Refusals.noMedia();
    }
    return UpdateMediaResponse.newBuilder().setMedia(shape.of(row, Scope.OWNER)).build();
  }
}
