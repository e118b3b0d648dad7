package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.AddFavouriteRequest;
import tintype.graph.v1.AddFavouriteResponse;
import tintype.graph.v1.Relationship;
import tintype.platform.rpc.UnaryHandler;

/**
 * Makes an account a favourite. Doing so twice changes nothing.
 *
 * <p>Fails with {@code CANNOT_ACT_ON_SELF}, {@code ACCOUNT_NOT_FOUND} or {@code BLOCKING_ACCOUNT}.
 */
final class AddFavourite implements UnaryHandler<AddFavouriteRequest, AddFavouriteResponse> {
  private final Decisions decisions;

  @Inject
  AddFavourite(Decisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public AddFavouriteResponse handle(AddFavouriteRequest request) {
    Relationship after = decisions.make(request.getAccountId(), own -> own.favour(true));
    return AddFavouriteResponse.newBuilder().setRelationship(after).build();
  }
}
