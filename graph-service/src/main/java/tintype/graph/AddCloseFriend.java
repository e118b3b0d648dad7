package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.AddCloseFriendRequest;
import tintype.graph.v1.AddCloseFriendResponse;
import tintype.graph.v1.Relationship;
import tintype.platform.rpc.UnaryHandler;

/**
 * Puts an account on the list of close friends. Doing so twice changes nothing.
 *
 * <p>Fails with {@code CANNOT_ACT_ON_SELF}, {@code ACCOUNT_NOT_FOUND}, {@code BLOCKING_ACCOUNT} or
 * {@code TOO_MANY_CLOSE_FRIENDS}.
 */
final class AddCloseFriend implements UnaryHandler<AddCloseFriendRequest, AddCloseFriendResponse> {
  private final Decisions decisions;

  @Inject
  AddCloseFriend(Decisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public AddCloseFriendResponse handle(AddCloseFriendRequest request) {
    try {
      Relationship after = decisions.make(request.getAccountId(), own -> own.befriend(true));
      decisions.tell(request.getAccountId());
      return AddCloseFriendResponse.newBuilder().setRelationship(after).build();
    } catch (LimitReachedException e) {
      throw Refusals.tooManyCloseFriends(e.limit());
    }
  }
}
