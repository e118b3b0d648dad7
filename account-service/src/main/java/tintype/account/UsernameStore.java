package tintype.account;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Claims to usernames; one account at most claims a name. */
interface UsernameStore {
  /**
   * A claim.
   *
   * @param releaseMicros when a name that is no longer in use can be claimed by others; empty while
   *     it is in use
   */
  record Claim(Username username, long accountId, OptionalLong releaseMicros) {
    boolean inUse() {
      return releaseMicros.isEmpty();
    }

    boolean lapsed(long nowMicros) {
      return releaseMicros.isPresent() && releaseMicros.getAsLong() <= nowMicros;
    }
  }

  Optional<Claim> find(Username username);

  /** By name; names that nobody claims are absent; 1,000 names at most. */
  Map<String, Claim> findAll(Collection<Username> usernames);

  /** When the names that the account has freed can be claimed by others, those yet to come. */
  List<Long> reservedUntil(long accountId, long nowMicros);

  /** Deletes a claim that has lapsed; one that has been renewed meanwhile stays. */
  void deleteLapsed(Claim claim, long nowMicros);

  /** The account that uses the name now. */
  default OptionalLong holder(Username username) {
    return find(username).filter(Claim::inUse).stream().mapToLong(Claim::accountId).findFirst();
  }

  /** The claim that a new one would break; one that has lapsed makes way first. */
  default Optional<Claim> obstacle(Username username, long nowMicros) {
    Optional<Claim> claim = find(username);
    if (claim.isPresent() && claim.get().lapsed(nowMicros)) {
      deleteLapsed(claim.get(), nowMicros);
      return find(username);
    }
    return claim;
  }
}
