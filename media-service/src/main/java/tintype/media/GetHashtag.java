package tintype.media;

import jakarta.inject.Inject;
import tintype.media.v1.GetHashtagRequest;
import tintype.media.v1.GetHashtagResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Shows a hashtag, also one that nobody has used.
 *
 * <p>Fails with {@code INVALID_FIELD} where the text is none.
 */
final class GetHashtag implements UnaryHandler<GetHashtagRequest, GetHashtagResponse> {
  private final HashtagShape shape;

  @Inject
  GetHashtag(HashtagShape shape) {
    this.shape = shape;
  }

  @Override
  public GetHashtagResponse handle(GetHashtagRequest request) {
    TagName tag = HashtagShape.parse(request.getHashtag());
    return GetHashtagResponse.newBuilder()
        .setHashtag(shape.of(Caller.current().viewer(), tag))
        .build();
  }
}
