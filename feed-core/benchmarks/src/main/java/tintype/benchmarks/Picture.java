package tintype.benchmarks;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.stub.StreamObserver;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import javax.imageio.ImageIO;
import tintype.media.v1.UploadRequest;
import tintype.media.v1.UploadResponse;
import tintype.media.v1.UploadServiceGrpc;

/** What is posted where it does not matter what. */
public final class Picture {
  private Picture() {}

  /** A small photograph's worth of bytes: a pattern that does not compress to nothing. */
  public static ByteString drawn() {
    BufferedImage image = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, (x * 7 ^ y * 13) * 2_654_435 & 0x3f3f3f);
      }
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteString.copyFrom(bytes.toByteArray());
  }

  /** Answers the media's id. */
  public static String upload(Channel media, ByteString picture) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    StreamObserver<UploadRequest> call =
        UploadServiceGrpc.newStub(media).upload(new Answer(answer));
    call.onNext(
        UploadRequest.newBuilder()
            .setData(HttpBody.newBuilder().setContentType("image/jpeg").setData(picture))
            .build());
    call.onCompleted();
    return answer.get();
  }

  private record Answer(CompletableFuture<String> mediaId)
      implements StreamObserver<UploadResponse> {
    @Override
    public void onNext(UploadResponse response) {
      mediaId.complete(response.getMedia().getId());
    }

    @Override
    public void onError(Throwable failure) {
      mediaId.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {
      mediaId.completeExceptionally(new IOException("no answer"));
    }
  }
}
