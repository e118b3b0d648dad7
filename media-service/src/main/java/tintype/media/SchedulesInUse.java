package tintype.media;

import jakarta.inject.Inject;
import java.time.Duration;
import tintype.platform.changelog.LeasedWork;
import tintype.platform.server.Background;
import tintype.platform.sql.Database;

/** Publishes planned posts beside the calls. */
final class SchedulesInUse implements Background {
  private final ScheduledPosts scheduled;
  private final Database database;
  private final Duration every;
  private LeasedWork work;

  @Inject
  SchedulesInUse(ScheduledPosts scheduled, Database database, MediaConfig config) {
    this.scheduled = scheduled;
    this.database = database;
    this.every = config.publishEvery();
  }

  @Override
  public String name() {
    return "planned-posts";
  }

  @Override
  public void start() {
    work = LeasedWork.start("media-planned-posts", database, every, scheduled);
  }

  /** A planned post is late at worst, and nobody is answered wrongly. */
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
