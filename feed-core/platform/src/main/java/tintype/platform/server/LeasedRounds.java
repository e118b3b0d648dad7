package tintype.platform.server;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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
  private volatile @Nullable LeasedWork work;

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

  /** Has the next round begin now, where this process may do it. */
  protected final void wake() {
    LeasedWork running = work;
    if (running != null) {
      running.wake();
    }
  }

  /** Who adds some of its own keeps these. */
  @Override
  public Map<String, String> warnings() {
    LeasedWork running = work;
    String trouble = running == null ? "" : running.trouble();
    return trouble.isEmpty() ? Map.of() : Map.of("rounds", trouble);
  }

  @Override
  public final void close() {
    LeasedWork running = work;
    if (running != null) {
      running.close();
    }
  }
}
