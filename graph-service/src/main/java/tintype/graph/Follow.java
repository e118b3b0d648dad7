package tintype.graph;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.FollowResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.visibility.People;
import tintype.platform.visibility.People.Person;

/**
 * Follows an account; a private account receives a request instead. Following twice changes
 * nothing.
 *
 * <p>Fails with {@code CANNOT_FOLLOW_SELF}, {@code ACCOUNT_NOT_FOUND} (also when blocked, so that a
 * block cannot be detected), {@code BLOCKING_ACCOUNT} or {@code TOO_MANY_FOLLOWING}.
 */
final class Follow implements UnaryHandler<FollowRequest, FollowResponse> {
  private final People people;
  private final RelationStore relations;
  private final MirrorStore mirrors;
  private final Clock clock;

  @Inject
  Follow(People people, RelationStore relations, MirrorStore mirrors, Clock clock) {
    this.people = people;
    this.relations = relations;
    this.mirrors = mirrors;
    this.clock = clock;
  }

  @Override
  public FollowResponse handle(FollowRequest request) {
    long follower = Caller.current().requireAccount();
    long followee = Caller.current().resolve("account_id", request.getAccountId());
    if (follower == followee) {
      throw Refusals.cannotFollowSelf();
    }

    // The other's row is the truth of a block; the follower's own row may lag a moment behind it.
    RelationKey key = new RelationKey(follower, followee);
    Person person = people.meet(Optional.of(follower), followee);
    OwnFacts others = relations.get(key.reversed()).own();
    if (!person.canBeSeen() || others.blocking()) {
      throw Refusals.accountNotFound();
    }
    if (others.blockVersion() > 0) {
      // So that late news of a block that was lifted does not end the follow that is made now.
      mirrors.catchUp(List.of(key.reversed()));
    }

    boolean isPrivate = person.facts().isPrivate();
    long now = Micros.now(clock);
    try {
      Relation after = relations.change(key, row -> follow(row, isPrivate, now));
      return FollowResponse.newBuilder().setRelationship(after.toProto(now)).build();
    } catch (LimitReachedException e) {
      throw Refusals.tooManyFollowing(e.limit());
    }
  }

  private static Relation follow(Relation row, boolean isPrivate, long micros) {
    FollowPolicy.requireNoObstacle(row);
    return FollowPolicy.follow(row, isPrivate, micros);
  }
}
