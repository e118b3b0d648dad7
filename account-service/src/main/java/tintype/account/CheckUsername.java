package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import java.util.regex.Pattern;
import tintype.account.UsernameStore.Claim;
import tintype.account.v1.CheckUsernameRequest;
import tintype.account.v1.CheckUsernameResponse;
import tintype.account.v1.CheckUsernameResponse.Reason;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Says whether the caller could have a username.
 *
 * <p>Fails with {@code TOO_MANY_CHECKS}.
 */
final class CheckUsername implements UnaryHandler<CheckUsernameRequest, CheckUsernameResponse> {
  /** The contract's rule for a username, in lower case. */
  private static final Pattern WELL_FORMED = Pattern.compile("[a-z0-9_]+(\\.[a-z0-9_]+)*");

  private final UsernameStore usernames;
  private final UsernameChecks checks;
  private final Clock clock;

  @Inject
  CheckUsername(UsernameStore usernames, UsernameChecks checks, Clock clock) {
    this.usernames = usernames;
    this.checks = checks;
    this.clock = clock;
  }

  @Override
  public CheckUsernameResponse handle(CheckUsernameRequest request) {
    Caller caller = Caller.current();
    checks.admit(caller);
    Username username = Username.fold(request.getUsername());
    long now = Micros.of(clock.instant());

    if (!isWellFormed(username.name())) {
      return refusal(Reason.MALFORMED, username, now);
    }
    Optional<Claim> claim = usernames.find(username).filter(c -> !c.lapsed(now));
    if (claim.isPresent() && claim.get().accountId() != caller.viewer().orElse(0L)) {
      return refusal(Reason.TAKEN, username, now);
    }
    return CheckUsernameResponse.newBuilder().setAvailable(true).build();
  }

  private CheckUsernameResponse refusal(Reason reason, Username username, long nowMicros) {
    var candidates = UsernameCandidates.like(username.name());
    var claims = usernames.findAll(candidates);
    var response = CheckUsernameResponse.newBuilder().setReason(reason);
    candidates.stream()
        .map(Username::name)
        .filter(name -> !claims.containsKey(name) || claims.get(name).lapsed(nowMicros))
        .limit(UsernameCandidates.SUGGESTED)
        .forEach(response::addSuggestions);
    return response.build();
  }

  private static boolean isWellFormed(String name) {
    return name.length() >= 3 && name.length() <= 30 && WELL_FORMED.matcher(name).matches();
  }
}
