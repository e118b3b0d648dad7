package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.Relationship;
import tintype.graph.v1.RemoveFavouriteRequest;
import tintype.graph.v1.RemoveFavouriteResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Makes an account no favourite any more. Doing so twice changes nothing.
 *
 * <p>Fails with {@code CANNOT_ACT_ON_SELF} or {@code ACCOUNT_NOT_FOUND}.
 */
final class RemoveFavourite
    implements UnaryHandler<RemoveFavouriteRequest, RemoveFavouriteResponse> {
  private final Decisions decisions;

  @Inject
  RemoveFavourite(Decisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public RemoveFavouriteResponse handle(RemoveFavouriteRequest request) {
    Relationship after = decisions.takeBack(request.getAccountId(), own -> own.favour(false));
    return RemoveFavouriteResponse.newBuilder().setRelationship(after).build();
  }
}
