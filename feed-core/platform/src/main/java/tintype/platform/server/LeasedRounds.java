package tintype.platform.server;

import java.time.Duration;
import java.util.Map;
import tintype.platform.changelog.LeasedWork;
import tintype.platform.sql.Database;

/**
 * What a service does now and then beside its calls, in one of its processes at a time, as {@link
 * LeasedWork} runs it. What it leaves undone is late, and no answer is wrong for that: so it is
 * always ready, and rounds that go on failing are something to look at.
 */
public abstract class LeasedRounds implements Background, LeasedWork.Round {
  private final String name;
  private final Database database;
  private final Duration every;
  private volatile LeasedWork work;

  /**
   * @param name such as {@code purge}; the same in every process that may do it
   * @param database the service's own
   * @param every the pause between rounds
   */
  protected LeasedRounds(String name, Database database, Duration every) {
    this.name = name;
    this.database = database;
    this.every = every;
  }

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final void start() {
    work = LeasedWork.start(name, database, every, this);
  }

  @Override
  public final String notReady() {
    return "";
  }

  @Override
  public final Map<String, String> warnings() {
    String trouble = work == null ? "" : work.trouble();
    return trouble.isEmpty() ? Map.of() : Map.of("rounds", trouble);
  }

  @Override
  public final void close() {
    if (work != null) {
      work.close();
    }
  }
}
