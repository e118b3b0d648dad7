package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.Relationship;
import tintype.graph.v1.UnmuteRequest;
import tintype.graph.v1.UnmuteResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Mutes an account's posts, stories or both no more. Unmuting nobody changes nothing.
 *
 * <p>Fails with {@code CANNOT_ACT_ON_SELF} or {@code ACCOUNT_NOT_FOUND}.
 */
final class Unmute implements UnaryHandler<UnmuteRequest, UnmuteResponse> {
  private final Decisions decisions;

  @Inject
  Unmute(Decisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public UnmuteResponse handle(UnmuteRequest request) {
    MuteTarget target =
        MuteTarget.of(
            request.hasPosts(), request.getPosts(), request.hasStories(), request.getStories());

    Relationship after =
        decisions.takeBack(
            request.getAccountId(), own -> own.mute(target.posts(), target.stories(), 0));
    return UnmuteResponse.newBuilder().setRelationship(after).build();
  }
}
