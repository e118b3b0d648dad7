package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import tintype.graph.v1.AcceptRequest;
import tintype.graph.v1.AcceptResponse;
import tintype.graph.v1.Relationship;
import tintype.platform.rpc.UnaryHandler;

/**
 * Accepts a request to follow the caller. Where there is none, or none any more, nothing changes.
 *
 * <p>Fails with {@code CANNOT_ACT_ON_SELF}, {@code ACCOUNT_NOT_FOUND}, {@code BLOCKING_ACCOUNT} or
 * {@code REQUESTER_FOLLOWS_TOO_MANY}: then the request stays.
 */
final class Accept implements UnaryHandler<AcceptRequest, AcceptResponse> {
  private final Answers answers;
  private final Clock clock;

  @Inject
  Accept(Answers answers, Clock clock) {
    this.answers = answers;
    this.clock = clock;
  }

  @Override
  public AcceptResponse handle(AcceptRequest request) {
    long now = Micros.now(clock);
    try {
      Relationship after =
          answers.grant(request.getAccountId(), row -> FollowPolicy.accept(row, now));
      return AcceptResponse.newBuilder().setRelationship(after).build();
    } catch (LimitReachedException e) {
      throw Refusals.requesterFollowsTooMany(e.limit());
    }
  }
}
