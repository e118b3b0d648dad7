package tintype.media;

import jakarta.inject.Inject;
import java.util.List;
import tintype.media.v1.ClaimAvatarRequest;
import tintype.media.v1.ClaimAvatarResponse;
import tintype.media.v1.Media.Kind;
import tintype.media.v1.Media.State;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.IdText.Owned;
import tintype.platform.rpc.UnaryHandler;

/**
 * Keeps a photo for use as its owner's avatar. As with posts, the row decides who gets it, and what
 * stood in the way is looked up after.
 *
 * <p>Fails with {@code MEDIA_NOT_FOUND}, {@code NOT_THE_OWNER} where the account sees another's,
 * {@code MEDIA_ALREADY_USED} (it is in a post), {@code MEDIA_NOT_READY} or {@code INVALID_FIELD}
 * (it is no photo).
 */
final class ClaimAvatar implements UnaryHandler<ClaimAvatarRequest, ClaimAvatarResponse> {
  private final MediaStore media;
  private final VisibleMedia visibleMedia;

  @Inject
  ClaimAvatar(MediaStore media, VisibleMedia visibleMedia) {
    this.media = media;
    this.visibleMedia = visibleMedia;
  }

  @Override
  public ClaimAvatarResponse handle(ClaimAvatarRequest request) {
    Owned id = IdText.parseOwned("media_id", request.getMediaId());
    visibleMedia.requireOwner(request.getAccountId(), id);

    media.keepAsAvatar(id);

    MediaRow row = media.find(List.of(id)).get(id);
    check(id, row);
    return ClaimAvatarResponse.newBuilder().setMedia(MediaShape.unsigned(row)).build();
  }

  private static void check(Owned id, MediaRow row) {
    if (row == null) {
      throw Refusals.noMedia();
    }
    if (row.avatar()) {
      return;
    }
    if (row.isInPost()) {
      throw Refusals.alreadyUsed(id);
    }
    if (row.kind() != Kind.PHOTO) {
      throw ApiException.invalidField("media_id", "no photo (expected: one)");
    }
    if (row.state() != State.READY) {
      throw Refusals.notReady(id);
    }
    throw new IllegalStateException("media " + id + " could not be kept as an avatar");
  }
}
