package tintype.platform.changelog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.platform.changelog.VitessShards.LogRange;
import tintype.platform.sql.DatabaseUnavailableException;

/**
 * Looks at the ends of the shards' logs now and then, for those who want to know how far behind
 * they are. vtgate's own heartbeats do not tell: they go on while a shard's stream stands still.
 */
final class ShardWatch implements AutoCloseable {
  static final Duration PERIOD = Duration.ofSeconds(2);

  /**
   * What was seen.
   *
   * @param askedAt by the stopwatch: what was committed before lies before these ends
   * @param serving the shards that there are
   * @param ends GTIDs of those that answered
   */
  record Ends(long askedAt, List<String> serving, Map<String, String> ends) {}

  private static final Logger log = LoggerFactory.getLogger(ShardWatch.class);

  private final VitessShards shards;
  private final Set<Consumer<Ends>> listeners = ConcurrentHashMap.newKeySet();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean started;

  ShardWatch(VitessShards shards) {
    this.shards = shards;
  }

  synchronized void add(Consumer<Ends> listener) {
    listeners.add(listener);
    if (!started) {
      started = true;
      Thread.ofVirtual().name("changelog-shards").start(this::watch);
    }
  }

  void remove(Consumer<Ends> listener) {
    listeners.remove(listener);
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void watch() {
    try {
      while (!closed.await(PERIOD.toMillis(), TimeUnit.MILLISECONDS)) {
        if (!listeners.isEmpty()) {
          look();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      long askedAt = System.nanoTime();
      List<String> serving = shards.serving();
      Map<String, String> ends = new ConcurrentHashMap<>();
      Map<String, LogRange> reachable = shards.reachable(serving);
      reachable.forEach((shard, range) -> ends.put(shard, range.executed()));
      Ends seen = new Ends(askedAt, serving, ends);
      listeners.forEach(listener -> listener.accept(seen));
    } catch (DatabaseUnavailableException e) {
      log.atDebug().setCause(e).log("The shards cannot be asked");
    }
  }
}
