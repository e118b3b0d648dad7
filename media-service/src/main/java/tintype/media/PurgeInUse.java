package tintype.media;

import jakarta.inject.Inject;
import java.time.Duration;
import tintype.platform.changelog.LeasedWork;
import tintype.platform.server.Background;
import tintype.platform.sql.Database;

/** Purges deleted posts beside the calls. */
final class PurgeInUse implements Background {
  private final Purge purge;
  private final Database database;
  private final Duration every;
  private LeasedWork work;

  @Inject
  PurgeInUse(Purge purge, Database database, MediaConfig config) {
    this.purge = purge;
    this.database = database;
    this.every = config.purgeEvery();
  }

  @Override
  public String name() {
    return "purge";
  }

  @Override
  public void start() {
    work = LeasedWork.start("media-purge", database, every, purge);
  }

  /** What is late here is gone for its author already. */
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
