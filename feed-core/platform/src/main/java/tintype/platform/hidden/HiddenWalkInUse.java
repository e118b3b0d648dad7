package tintype.platform.hidden;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import tintype.platform.server.LeasedRounds;
import tintype.platform.sql.Database;

/** Tells others of hidden accounts beside the calls. */
public final class HiddenWalkInUse extends LeasedRounds {
  /** What a count may be late by where there is little to tell. */
  private static final Duration EVERY = Duration.ofMillis(500);

  private final HiddenWalk walk;

  @Inject
  HiddenWalkInUse(HiddenWalk walk, Database database) {
    super("hidden-walk", database, EVERY);
    this.walk = walk;
  }

  @Override
  public boolean isDue() {
    return walk.isDue();
  }

  @Override
  public void run(BooleanSupplier mayGoOn) {
    walk.run(mayGoOn);
  }
}
