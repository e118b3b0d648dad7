package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import tintype.platform.rpc.Caller;

/**
 * How often a caller may learn whether names are taken: an account by itself, and all who have no
 * token together, since where they call from is not known here.
 */
final class UsernameChecks {
  /** Accounts whose questions are counted; the one that asked least lately makes way. */
  private static final int ACCOUNTS = 10_000;

  private final RateLimit accounts;
  private final RateLimit open;
  private final Clock clock;

  @Inject
  UsernameChecks(AccountConfig config, Clock clock) {
    accounts = new RateLimit(config.usernameChecks(), ACCOUNTS);
    open = new RateLimit(config.openUsernameChecks(), 1);
    this.clock = clock;
  }

  /** Counts a question. Fails with TOO_MANY_CHECKS. */
  void admit(Caller caller) {
    RateLimit limit = caller.viewer().isPresent() ? accounts : open;
    Duration wait = limit.admit(caller.viewer().orElse(0L), Micros.of(clock.instant()));
    if (wait.isPositive()) {
      throw Refusals.tooManyChecks(wait);
    }
  }
}
