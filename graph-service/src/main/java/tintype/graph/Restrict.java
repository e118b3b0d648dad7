package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.Relationship;
import tintype.graph.v1.RestrictRequest;
import tintype.graph.v1.RestrictResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Restricts an account: its comments on the caller's posts are for itself alone. Restricting twice
 * changes nothing.
 *
 * <p>Fails with {@code CANNOT_ACT_ON_SELF}, {@code ACCOUNT_NOT_FOUND} or {@code BLOCKING_ACCOUNT}.
 */
final class Restrict implements UnaryHandler<RestrictRequest, RestrictResponse> {
  private final Decisions decisions;

  @Inject
  Restrict(Decisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public RestrictResponse handle(RestrictRequest request) {
    Relationship after = decisions.make(request.getAccountId(), own -> own.restrict(true));
    return RestrictResponse.newBuilder().setRelationship(after).build();
  }
}
