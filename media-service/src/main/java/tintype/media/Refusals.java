package tintype.media;

import tintype.media.v1.ErrorReason;
import tintype.platform.rpc.ApiException;

/** Absent and not visible are refused in the same words. */
final class Refusals {
  private Refusals() {}

  static ApiException noPost() {
    return ApiException.notFound(ErrorReason.POST_NOT_FOUND, "no such post");
  }

  static ApiException noMedia() {
    return ApiException.notFound(ErrorReason.MEDIA_NOT_FOUND, "no such media or rendition");
  }

  static ApiException noAccount() {
    return ApiException.notFound(ErrorReason.ACCOUNT_NOT_FOUND, "no such account");
  }
}
