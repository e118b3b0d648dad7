package tintype.allinone;

import com.google.api.HttpBody;
import com.google.protobuf.ByteString;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.AbstractStub;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.UnfollowRequest;
import tintype.media.v1.CreatePostRequest;
import tintype.media.v1.DeletePostRequest;
import tintype.media.v1.Media;
import tintype.media.v1.PostServiceGrpc;
import tintype.media.v1.UploadRequest;
import tintype.media.v1.UploadResponse;
import tintype.media.v1.UploadServiceGrpc;

/** gRPC, as a tool that acts for accounts. */
final class GrpcDoor implements Door {
  private static final int DEADLINE_SECONDS = 30;
  private volatile Backend backend;

  /** Goes on with the system that is reached there now. */
  void enter(Backend backend) {
    this.backend = backend;
  }

  @Override
  public Media upload(long account, byte[] picture, UUID requestId) {
    UploadRequest request =
        UploadRequest.newBuilder()
            .setRequestId(requestId.toString())
            .setData(HttpBody.newBuilder().setData(ByteString.copyFrom(picture)))
            .build();
    return call(
        () -> {
          UploadAnswer answer = new UploadAnswer();
          var requests = limited(UploadServiceGrpc.newStub(media(account))).upload(answer);
          requests.onNext(request);
          requests.onCompleted();
          return answer.media();
        });
  }

  @Override
  public String createPost(long account, String mediaId, String caption, UUID requestId) {
    CreatePostRequest request =
        CreatePostRequest.newBuilder()
            .addMediaIds(mediaId)
            .setCaption(caption)
            .setRequestId(requestId.toString())
            .build();
    return call(() -> posts(account).createPost(request).getPost().getId());
  }

  @Override
  public void deletePost(long account, String postId) {
    DeletePostRequest request = DeletePostRequest.newBuilder().setPostId(postId).build();
    call(() -> posts(account).deletePost(request));
  }

  @Override
  public void follow(long account, long other) {
    FollowRequest request = FollowRequest.newBuilder().setAccountId(Long.toString(other)).build();
    call(() -> graph(account).follow(request));
  }

  @Override
  public void unfollow(long account, long other) {
    UnfollowRequest request =
        UnfollowRequest.newBuilder().setAccountId(Long.toString(other)).build();
    call(() -> graph(account).unfollow(request));
  }

  private Channel media(long account) {
    return backend.channelFor("media", account);
  }

  private PostServiceGrpc.PostServiceBlockingStub posts(long account) {
    return limited(PostServiceGrpc.newBlockingStub(media(account)));
  }

  private GraphServiceGrpc.GraphServiceBlockingStub graph(long account) {
    return limited(GraphServiceGrpc.newBlockingStub(backend.channelFor("graph", account)));
  }

  private static <S extends AbstractStub<S>> S limited(S stub) {
    return stub.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
  }

  private static <A> A call(Supplier<A> call) {
    try {
      return call.get();
    } catch (StatusRuntimeException e) {
      throw switch (e.getStatus().getCode()) {
        case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED -> new UnansweredException(e);
        default -> new RefusedException(e.getStatus().toString());
      };
    }
  }

  private static final class UploadAnswer implements io.grpc.stub.StreamObserver<UploadResponse> {
    private final CompletableFuture<Media> media = new CompletableFuture<>();

    Media media() {
      try {
        return media.join();
      } catch (CompletionException e) {
        throw io.grpc.Status.fromThrowable(e.getCause()).asRuntimeException();
      }
    }

    @Override
    public void onNext(UploadResponse response) {
      media.complete(response.getMedia());
    }

    @Override
    public void onError(Throwable failure) {
      media.completeExceptionally(failure);
    }

    @Override
    public void onCompleted() {}
  }
}
