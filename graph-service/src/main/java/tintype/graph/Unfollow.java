package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import tintype.graph.v1.UnfollowRequest;
import tintype.graph.v1.UnfollowResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.visibility.People;

/**
 * Stops following an account, or takes a request back. Unfollowing nobody changes nothing.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND} for an account that the caller may not see. One that went
 * into hiding can still be unfollowed by those who had to do with it, again and again: the caller
 * knows it anyway, and a retry has to get the answer of the first try.
 */
final class Unfollow implements UnaryHandler<UnfollowRequest, UnfollowResponse> {
  private final People people;
  private final RelationStore relations;
  private final Clock clock;

  @Inject
  Unfollow(People people, RelationStore relations, Clock clock) {
    this.people = people;
    this.relations = relations;
    this.clock = clock;
  }

  @Override
  public UnfollowResponse handle(UnfollowRequest request) {
    long follower = Caller.current().requireAccount();
    long followee = Caller.current().resolve("account_id", request.getAccountId());

    RelationKey key = new RelationKey(follower, followee);
    boolean visible = people.meet(Optional.of(follower), followee).canBeSeen();
    if (!visible && !relations.get(key).isKnown()) {
      throw Refusals.accountNotFound();
    }

    Relation after = relations.change(key, FollowPolicy::unfollow);
    return UnfollowResponse.newBuilder().setRelationship(after.toProto(Micros.now(clock))).build();
  }
}
