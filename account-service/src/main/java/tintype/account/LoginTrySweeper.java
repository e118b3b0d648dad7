package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import tintype.account.LoginTries.Lane;
import tintype.platform.server.LeasedRounds;
import tintype.platform.sql.Database;

/** Deletes counts of wrong passwords that the policy has forgotten; most are of nobody's logins. */
final class LoginTrySweeper extends LeasedRounds {
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final int BATCH = 500;

  private final LoginTries tries;
  private final Clock clock;
  private final AccountConfig config;

  @Inject
  LoginTrySweeper(LoginTries tries, Clock clock, AccountConfig config, Database database) {
    super("login-try-sweeper", database, EVERY);
    this.tries = tries;
    this.clock = clock;
    this.config = config;
  }

  @Override
  public boolean isDue() {
    return !tries.older(forgotten(), 1).isEmpty();
  }

  /** One by one, since they lie in many shards. */
  @Override
  public void run(BooleanSupplier mayGoOn) {
    long forgotten = forgotten();
    List<Lane> some;
    do {
      some = tries.older(forgotten, BATCH);
      for (Lane lane : some) {
        if (!mayGoOn.getAsBoolean()) {
          return;
        }
        tries.deleteOlder(lane, forgotten);
      }
    } while (some.size() == BATCH);
  }

  private long forgotten() {
    return Micros.of(clock.instant().minus(config.loginMemory()));
  }
}
