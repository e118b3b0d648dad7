package tintype.media;

import com.google.protobuf.ByteString;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import tintype.media.blob.BlobTooLargeException;
import tintype.media.blob.PendingBlob;
import tintype.media.picture.PictureRefusedException;
import tintype.media.v1.DownloadRequest.Scope;
import tintype.media.v1.UploadRequest;
import tintype.media.v1.UploadResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.ClientStreamHandler;
import tintype.platform.rpc.RequestStream;
import tintype.platform.sql.RequestIds;

/**
 * Takes a photo in. What was answered survives loss of power; what was cut off or refused leaves
 * nothing.
 *
 * <p>Fails with {@code UPLOAD_EMPTY}, {@code UPLOAD_TOO_LARGE}, {@code MEDIA_TYPE_NOT_TAKEN},
 * {@code PICTURE_DAMAGED}, {@code PICTURE_TOO_LARGE}, {@code REQUEST_ID_REUSED} (the id came with
 * other bytes) or {@code TRY_AGAIN} (too many uploads at once, of all or of the account).
 */
final class Upload implements ClientStreamHandler<UploadRequest, UploadResponse> {
  private final UploadGate gate;
  private final MediaConfig config;
  private final MediaBlobs blobs;
  private final MediaStore media;
  private final PictureIntake intake;
  private final MediaShape shape;

  @Inject
  Upload(
      UploadGate gate,
      MediaConfig config,
      MediaBlobs blobs,
      MediaStore media,
      PictureIntake intake,
      MediaShape shape) {
    this.gate = gate;
    this.config = config;
    this.blobs = blobs;
    this.media = media;
    this.intake = intake;
    this.shape = shape;
  }

  @Override
  public UploadResponse handle(RequestStream<UploadRequest> requests) {
    long owner = Caller.current().requireAccount();
    gate.enter(owner);
    try (PendingBlob original = blobs.begin(config.maxUploadBytes())) {
      UploadRequest first = requests.next().orElseThrow(UploadRefusals::empty);
      UploadRefusals.checkDeclaredType(first.getData().getContentType());
      receive(first, requests, original);

      MediaRow row = keep(owner, first.getRequestId(), original);

      return UploadResponse.newBuilder().setMedia(shape.of(row, Scope.OWNER)).build();
    } catch (BlobTooLargeException e) {
      throw UploadRefusals.of(e);
    } catch (PictureRefusedException e) {
      throw UploadRefusals.of(e);
    } catch (IOException e) {
      throw new UncheckedIOException("an upload could not be stored", e);
    } finally {
      gate.leave(owner);
    }
  }

  private static void receive(
      UploadRequest first, RequestStream<UploadRequest> requests, PendingBlob original)
      throws IOException {
    Optional<UploadRequest> next = Optional.of(first);
    while (next.isPresent()) {
      next.get().getData().getData().writeTo(original);
      next = requests.next();
    }
    if (original.size() == 0) {
      throw UploadRefusals.empty();
    }
  }

  private MediaRow keep(long owner, String requestId, PendingBlob original)
      throws IOException, PictureRefusedException {
    byte[] fingerprint = fingerprint(original);
    Optional<MediaRow> before = media.uploadedBefore(owner, requestId, fingerprint);
    return before.isPresent() ? before.get() : intake.take(owner, original, requestId, fingerprint);
  }

  /** The declared type is a hint, so the bytes alone make the content of a request. */
  private static byte[] fingerprint(PendingBlob original) {
    UploadRequest.Builder content = UploadRequest.newBuilder();
    content.getDataBuilder().setData(ByteString.copyFrom(original.sha256()));
    return RequestIds.fingerprint(content.build());
  }
}
