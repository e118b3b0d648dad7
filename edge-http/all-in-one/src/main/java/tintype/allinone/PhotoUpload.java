package tintype.allinone;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import tintype.media.v1.Media;
import tintype.media.v1.UploadRequest;
import tintype.media.v1.UploadResponse;
import tintype.media.v1.UploadServiceGrpc;

/** Streams one picture to media-service. */
final class PhotoUpload implements ClientResponseObserver<UploadRequest, UploadResponse> {
  private static final int PIECE_BYTES = 64 << 10;

  private final CompletableFuture<Media> answer = new CompletableFuture<>();
  private final Thread sender = Thread.currentThread();
  private ClientCallStreamObserver<UploadRequest> call;

  private PhotoUpload() {}

  /** Waits for the media. Throws {@link StatusRuntimeException} where the picture is refused. */
  static Media send(Channel channel, Path file, UUID requestId) {
    try (InputStream bytes = Files.newInputStream(file)) {
      return send(channel, bytes, requestId);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same, of bytes from anywhere. */
  static Media send(Channel channel, InputStream bytes, UUID requestId) {
    PhotoUpload upload = new PhotoUpload();
    UploadServiceGrpc.newStub(channel).upload(upload);
    try {
      upload.pieces(bytes, requestId);
      return upload.answer.join();
    } catch (CompletionException e) {
      throw new StatusRuntimeException(Status.fromThrowable(e.getCause()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void pieces(InputStream bytes, UUID requestId) throws IOException {
    byte[] piece = new byte[PIECE_BYTES];
    for (int n = bytes.read(piece); n >= 0 && !answer.isDone(); n = bytes.read(piece)) {
      while (!call.isReady() && !answer.isDone()) {
        LockSupport.park(this);
      }
      call.onNext(
          UploadRequest.newBuilder()
              .setRequestId(requestId.toString())
              .setData(HttpBody.newBuilder().setData(ByteString.copyFrom(piece, 0, n)))
              .build());
    }
    if (!answer.isDone()) {
      call.onCompleted();
    }
  }

  @Override
  public void beforeStart(ClientCallStreamObserver<UploadRequest> stream) {
    call = stream;
    stream.setOnReadyHandler(() -> LockSupport.unpark(sender));
  }

  @Override
  public void onNext(UploadResponse response) {
    answer.complete(response.getMedia());
  }

  @Override
  public void onError(Throwable failure) {
    answer.completeExceptionally(failure);
    LockSupport.unpark(sender);
  }

  @Override
  public void onCompleted() {
    LockSupport.unpark(sender);
  }
}
