package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.DeclineRequest;
import tintype.graph.v1.DeclineResponse;
import tintype.graph.v1.Relationship;
import tintype.platform.rpc.UnaryHandler;

/**
 * Declines a request to follow the caller. Where there is none, nothing changes: a follow stays.
 *
 * <p>Fails with {@code CANNOT_ACT_ON_SELF} or {@code ACCOUNT_NOT_FOUND}.
 */
final class Decline implements UnaryHandler<DeclineRequest, DeclineResponse> {
  private final Answers answers;

  @Inject
  Decline(Answers answers) {
    this.answers = answers;
  }

  @Override
  public DeclineResponse handle(DeclineRequest request) {
    Relationship after = answers.deny(request.getAccountId(), FollowPolicy::decline);
    return DeclineResponse.newBuilder().setRelationship(after).build();
  }
}
