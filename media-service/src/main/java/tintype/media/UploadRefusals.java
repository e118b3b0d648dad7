package tintype.media;

import io.grpc.Status.Code;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import tintype.media.blob.BlobTooLargeException;
import tintype.media.picture.PictureRefusedException;
import tintype.media.picture.PictureType;
import tintype.media.v1.ErrorReason;
import tintype.platform.rpc.ApiException;

/** Why an upload is not taken, in the API's words. */
final class UploadRefusals {
  private static final Set<String> UNDECLARED = Set.of("", "application/octet-stream");

  private UploadRefusals() {}

  /** The declared type is a hint; only one that cannot be true is refused before the bytes come. */
  static void checkDeclaredType(String contentType) {
    int parameters = contentType.indexOf(';');
    String declared = parameters < 0 ? contentType : contentType.substring(0, parameters);
    String type = declared.strip().toLowerCase(Locale.ROOT);
    if (!UNDECLARED.contains(type) && !PictureType.acceptedContentTypes().contains(type)) {
      throw typeNotTaken("this content type is not taken");
    }
  }

  static ApiException empty() {
    return ApiException.invalidArgument(ErrorReason.UPLOAD_EMPTY, "the upload has no bytes");
  }

  static ApiException of(BlobTooLargeException e) {
    return ApiException.of(
            Code.RESOURCE_EXHAUSTED,
            ErrorReason.UPLOAD_TOO_LARGE,
            "the upload has more than " + e.limit() + " bytes")
        .with("limit", e.limit());
  }

  static ApiException of(PictureRefusedException e) {
    return switch (e.reason()) {
      case EMPTY -> empty();
      case TYPE_NOT_TAKEN -> typeNotTaken(e.getMessage());
      case DAMAGED -> ApiException.invalidArgument(ErrorReason.PICTURE_DAMAGED, e.getMessage());
      case TOO_MANY_PIXELS ->
          ApiException.invalidArgument(ErrorReason.PICTURE_TOO_LARGE, e.getMessage())
              .with("width", e.width())
              .with("height", e.height())
              .with("limit", e.limit());
    };
  }

  private static ApiException typeNotTaken(String message) {
    String accepted = String.join(", ", new TreeSet<>(PictureType.acceptedContentTypes()));
    return ApiException.invalidArgument(ErrorReason.MEDIA_TYPE_NOT_TAKEN, message)
        .with("accepted", accepted);
  }
}
