package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.Relationship;
import tintype.graph.v1.RemoveFollowerRequest;
import tintype.graph.v1.RemoveFollowerResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Ends another account's follow of the caller. Where there is none, nothing changes: a request
 * stays.
 *
 * <p>Fails with {@code CANNOT_ACT_ON_SELF} or {@code ACCOUNT_NOT_FOUND}.
 */
final class RemoveFollower implements UnaryHandler<RemoveFollowerRequest, RemoveFollowerResponse> {
  private final Answers answers;

  @Inject
  RemoveFollower(Answers answers) {
    this.answers = answers;
  }

  @Override
  public RemoveFollowerResponse handle(RemoveFollowerRequest request) {
    Relationship after = answers.deny(request.getAccountId(), FollowPolicy::remove);
    return RemoveFollowerResponse.newBuilder().setRelationship(after).build();
  }
}
