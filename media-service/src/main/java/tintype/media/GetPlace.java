package tintype.media;

import jakarta.inject.Inject;
import tintype.media.TopicStore.PlaceRow;
import tintype.media.v1.ErrorReason;
import tintype.media.v1.GetPlaceRequest;
import tintype.media.v1.GetPlaceResponse;
import tintype.media.v1.Place;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.IdText;
import tintype.platform.rpc.UnaryHandler;

/**
 * Shows a place. Its coordinates are those that its id is made of: who knows the id learns nothing
 * of where exactly somebody was.
 *
 * <p>Fails with {@code PLACE_NOT_FOUND}: never was, or no post is of it.
 */
final class GetPlace implements UnaryHandler<GetPlaceRequest, GetPlaceResponse> {
  private static final double CELLS_A_DEGREE = 100;

  private final TopicStore topics;

  @Inject
  GetPlace(TopicStore topics) {
    this.topics = topics;
  }

  @Override
  public GetPlaceResponse handle(GetPlaceRequest request) {
    long id = IdText.parse("place_id", request.getPlaceId());
    PlaceRow row =
        topics
            .place(id)
            .orElseThrow(() -> ApiException.notFound(ErrorReason.PLACE_NOT_FOUND, "no such place"));

    Place place =
        Place.newBuilder()
            .setId(request.getPlaceId())
            .setName(row.label().name())
            .setLatitude(row.label().latitude() / CELLS_A_DEGREE)
            .setLongitude(row.label().longitude() / CELLS_A_DEGREE)
            .build();
    return GetPlaceResponse.newBuilder().setPlace(place).setPosts(row.posts()).build();
  }
}
