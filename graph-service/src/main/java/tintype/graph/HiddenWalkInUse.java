package tintype.graph;

import jakarta.inject.Inject;
import java.time.Duration;
import tintype.platform.changelog.LeasedWork;
import tintype.platform.server.Background;
import tintype.platform.sql.Database;

/** Tells others of hidden accounts beside the calls. */
final class HiddenWalkInUse implements Background {
  /** What a count may be late by where there is little to tell. */
  private static final Duration EVERY = Duration.ofMillis(500);

  private final HiddenWalk walk;
  private final Database database;
  private LeasedWork work;

  @Inject
  HiddenWalkInUse(HiddenWalk walk, Database database) {
    this.walk = walk;
    this.database = database;
  }

  @Override
  public String name() {
    return "hidden-walk";
  }

  @Override
  public void start() {
    work = LeasedWork.start("graph-hidden-walk", database, EVERY, walk);
  }

  /** A count is late at worst; the account itself is gone from all lists already. */
  @Override
  public String notReady() {
    return "";
  }

  @Override
  public void close() {
    if (work != null) {
      work.close();
    }
  }
}
