package tintype.graph;

import jakarta.inject.Inject;
import tintype.graph.v1.Relationship;
import tintype.graph.v1.UnrestrictRequest;
import tintype.graph.v1.UnrestrictResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Restricts an account no more. Doing so twice changes nothing.
 *
 * <p>Fails with {@code CANNOT_ACT_ON_SELF} or {@code ACCOUNT_NOT_FOUND}.
 */
final class Unrestrict implements UnaryHandler<UnrestrictRequest, UnrestrictResponse> {
  private final Decisions decisions;

  @Inject
  Unrestrict(Decisions decisions) {
    this.decisions = decisions;
  }

  @Override
  public UnrestrictResponse handle(UnrestrictRequest request) {
    Relationship after = decisions.takeBack(request.getAccountId(), own -> own.restrict(false));
    return UnrestrictResponse.newBuilder().setRelationship(after).build();
  }
}
