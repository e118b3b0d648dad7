package tintype.graph;

import jakarta.inject.Inject;
import java.util.Optional;
import tintype.platform.rpc.Caller;
import tintype.platform.visibility.People;

/** The caller and one other account that a request names. */
final class Encounters {
  private final People people;

  @Inject
  Encounters(People people) {
    this.people = people;
  }

  /**
   * The caller's row about an account.
   *
   * @throws tintype.platform.rpc.ApiException CANNOT_ACT_ON_SELF
   */
  RelationKey with(String accountId) {
    long caller = Caller.current().requireAccount();
    long other = Caller.current().resolve("account_id", accountId);
    if (caller == other) {
      throw Refusals.cannotActOnSelf();
    }
    return new RelationKey(caller, other);
  }

  /** Whether the owner of the row sees that the other is there. */
  boolean isVisible(RelationKey key) {
    return people.meet(Optional.of(key.user()), key.other()).canBeSeen();
  }
}
