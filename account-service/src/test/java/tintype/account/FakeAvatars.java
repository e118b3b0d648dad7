package tintype.account;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tintype.media.v1.ClaimAvatarRequest;
import tintype.media.v1.ClaimAvatarResponse;
import tintype.media.v1.ErrorReason;
import tintype.media.v1.Media;
import tintype.media.v1.MediaServiceGrpc.MediaServiceImplBase;

/** Stands in for media-service: it keeps what a test has added, and refuses all else. */
final class FakeAvatars extends MediaServiceImplBase {
  private final Map<String, Media> photos = new ConcurrentHashMap<>();
  private final List<ClaimAvatarRequest> claims = new ArrayList<>();

  Media add(Media photo) {
    photos.put(photo.getId(), photo);
    return photo;
  }

  synchronized List<ClaimAvatarRequest> claims() {
    return List.copyOf(claims);
  }

  @Override
  public void claimAvatar(
      ClaimAvatarRequest request, StreamObserver<ClaimAvatarResponse> observer) {
    synchronized (this) {
      claims.add(request);
    }
    Media photo = photos.get(request.getMediaId());
    if (photo == null) {
      observer.onError(refusal());
      return;
    }
    observer.onNext(ClaimAvatarResponse.newBuilder().setMedia(photo).build());
    observer.onCompleted();
  }

  private static StatusRuntimeException refusal() {
    ErrorInfo reason =
        ErrorInfo.newBuilder()
            .setReason(ErrorReason.MEDIA_ALREADY_USED.name())
            .setDomain("media.tintype")
            .build();
    return StatusProto.toStatusRuntimeException(
        Status.newBuilder()
            .setCode(Code.FAILED_PRECONDITION.value())
            .setMessage("in a post")
            .addDetails(Any.pack(reason))
            .build());
  }
}
