package tintype.media;

import io.grpc.Status.Code;
import tintype.media.v1.ErrorReason;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.IdText.Owned;

/** Absent and not visible are refused in the same words. */
final class Refusals {
  private Refusals() {}

  static ApiException noPost() {
    return ApiException.notFound(ErrorReason.POST_NOT_FOUND, "no such post");
  }

  static ApiException noMedia() {
    return ApiException.notFound(ErrorReason.MEDIA_NOT_FOUND, "no such media or rendition");
  }

  static ApiException alreadyUsed(Owned media) {
    return ApiException.of(
            Code.FAILED_PRECONDITION,
            ErrorReason.MEDIA_ALREADY_USED,
            "the media is in another post already, or was kept as an avatar")
        .with("media_id", media);
  }

  static ApiException notReady(Owned media) {
    return ApiException.of(
            Code.FAILED_PRECONDITION, ErrorReason.MEDIA_NOT_READY, "the media is not ready")
        .with("media_id", media);
  }

  static ApiException noAccount() {
    return ApiException.notFound(ErrorReason.ACCOUNT_NOT_FOUND, "no such account");
  }
}
