package tintype.benchmarks;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.imageio.ImageIO;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.UploadRequest;
import tintype.media.v1.UploadResponse;
import tintype.media.v1.UploadServiceGrpc;

/** Uploads pictures and posts them, and times how soon a follower's feed has each post. */
final class Freshness {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final long POLL_NANOS = Duration.ofMillis(1).toNanos();

  private final Times visible = new Times("post to follower");
  private final AtomicLong missed = new AtomicLong();
  private final ByteString picture = picture();
  private final Target target;
  private final Cast cast;

  Freshness(Target target, Cast cast) {
    this.target = target;
    this.cast = cast;
  }

  void post() throws Exception {
    Cast.Person author =
        cast.authors().get(ThreadLocalRandom.current().nextInt(cast.authors().size()));
    String id =
        PostServiceGrpc.newBlockingStub(target.as("media", author.token()))
            .createPost(
                CreatePostRequest.newBuilder().addMediaIds(upload(target, author, picture)).build())
            .getPost()
            .getId();
    long answered = System.nanoTime();
    // Beside the loop that posts, whose time ends with the answer.
    Thread.ofVirtual().start(() -> awaitVisible(Long.parseLong(id.split("_")[0]), answered));
  }

  void print() {
    visible.print(missed.get() == 0 ? "" : "   NOT IN TIME " + missed.get());
  }

  /** Answers the media's id. */
  static String upload(Target target, Cast.Person author, ByteString picture) throws Exception {
    CompletableFuture<String> answer = new CompletableFuture<>();
    StreamObserver<UploadRequest> call =
        UploadServiceGrpc.newStub(target.as("media", author.token())).upload(new Answer(answer));
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

  private void awaitVisible(long post, long answered) {
    var feed = FeedServiceGrpc.newBlockingStub(target.asTools("feed"));
    GetHomeFeedRequest request =
        GetHomeFeedRequest.newBuilder().setAccountId(cast.someReader().id()).build();
    while (!feed.getHomeFeed(request).getPostIdsList().contains(post)) {
      if (System.nanoTime() - answered > PATIENCE.toNanos()) {
        missed.incrementAndGet();
        return;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    visible.record(System.nanoTime() - answered);
  }

  /** A small photograph's worth of bytes: a pattern that does not compress to nothing. */
  static ByteString picture() {
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
}
