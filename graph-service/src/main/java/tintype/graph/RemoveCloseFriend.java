package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.Relationship;
import tintype.graph.v1.RemoveCloseFriendRequest;
import tintype.graph.v1.RemoveCloseFriendResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Takes an account off the list of close friends, which counts from the answer on. Doing so twice
 * changes nothing.
 *
 * <p>Fails with {@code CANNOT_ACT_ON_SELF} or {@code ACCOUNT_NOT_FOUND}.
 */
final class RemoveCloseFriend
    implements UnaryHandler<RemoveCloseFriendRequest, RemoveCloseFriendResponse> {
  private final Decisions decisions;

  @Inject
  RemoveCloseFriend(Decisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public RemoveCloseFriendResponse handle(RemoveCloseFriendRequest request) {
    Relationship after = decisions.takeBack(request.getAccountId(), own -> own.befriend(false));
    decisions.tell(request.getAccountId());
    return RemoveCloseFriendResponse.newBuilder().setRelationship(after).build();
  }
}
