package tintype.platform.changelog;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tintype.platform.ids.IdClock;
import tintype.platform.rpc.WritePosition;
import tintype.platform.rpc.WritePositions;
import tintype.platform.sql.Keyspace;

/**
 * Which writes have taken effect lately in what is derived from some logs, for reads that must see
 * them. Nothing here blocks, so it may be asked on a transport's thread.
 *
 * <p>Ids of outbox rows are remembered for {@link #WINDOW} at least, or up to {@value #MAX_IDS} of
 * them. They carry their time, so one that is older than what is remembered counts as applied: a
 * stream that lags by more has other means to say so. After a start nothing is remembered, so a
 * write that a copy of tables has brought is waited for in vain for that long.
 */
public final class AppliedPositions {
  /** Longer than anybody sends a position for, which is ten seconds. */
  static final Duration WINDOW = Duration.ofSeconds(30);

  /** Ids that are remembered at most, where so many come within the window. */
  static final int MAX_IDS = 1 << 16;

  /** Reads that wait at once; one more does not wait. */
  static final int MAX_WAITING = 4_096;

  /**
   * Two halves, of which the older goes when the younger is full or old enough.
   *
   * @param floor ids below it are not remembered any more
   * @param since when the younger half was begun
   */
  private record Window(Set<Long> younger, Set<Long> older, long floor, long since) {
    boolean contains(long id) {
      return id < floor || younger.contains(id) || older.contains(id);
    }

    Window next(long now) {
      long highest = older.stream().mapToLong(Long::longValue).max().orElse(0);
      return new Window(ConcurrentHashMap.newKeySet(), younger, Math.max(floor, highest + 1), now);
    }
  }

  /** A read, and what it waits for. */
  private record Waiting(WritePositions positions, CompletableFuture<Boolean> seen) {
    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(seen);
    }
  }

  private final Set<String> keyspaces;
  private final InstantSource clock;
  private final Set<Waiting> waiting = ConcurrentHashMap.newKeySet();
  private volatile Window window;

  /**
   * @param clock the one that the ids' minters go by
   * @param keyspaces whose logs are followed; positions of others are nobody's concern
   */
  public AppliedPositions(InstantSource clock, Keyspace... keyspaces) {
    this.clock = clock;
    this.keyspaces = Set.copyOf(Arrays.stream(keyspaces).map(Keyspace::lowerName).toList());
    this.window = new Window(ConcurrentHashMap.newKeySet(), Set.of(), 0, clock.millis());
  }

  /** To be called once a batch can be seen by reads; safe for any number of threads. */
  public void applied(ChangeBatch batch) {
    remember(batch);
    wake();
  }

  /** The same for one write of this process, of which the log will tell as well. */
  public void applied(long id) {
    remember(id, clock.millis());
    wake();
  }

  /** Whether any of them is of a log that is followed here. */
  public boolean concerns(WritePositions positions) {
    return positions.list().stream().anyMatch(p -> keyspaces.contains(p.keyspace()));
  }

  /** Whether all of them have taken effect that are of a log that is followed here. */
  public boolean include(WritePositions positions) {
    return positions.list().stream().allMatch(this::has);
  }

  /**
   * Answers true once all of them have taken effect, at once where they have, and false at the
   * limit. The stage is completed by whoever applies or by a timer, so what follows it must run
   * elsewhere.
   */
  public CompletableFuture<Boolean> await(WritePositions positions, Duration limit) {
    if (include(positions)) {
      return CompletableFuture.completedFuture(true);
    }
    if (waiting.size() >= MAX_WAITING) {
      return CompletableFuture.completedFuture(false);
    }
    Waiting read = new Waiting(positions, new CompletableFuture<>());
    waiting.add(read);
    read.seen().whenComplete((seen, failure) -> waiting.remove(read));
    if (include(positions)) {
      read.seen().complete(true);
    }
    return read.seen().completeOnTimeout(false, limit.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** How many reads wait now. */
  public int waiting() {
    return waiting.size();
  }

  private boolean has(WritePosition position) {
    return !keyspaces.contains(position.keyspace())
        || window.contains(position.id())
        || position.id() < IdClock.floorFor(clock.instant().minus(WINDOW));
  }

  private synchronized void remember(ChangeBatch batch) {
    long now = clock.millis();
    for (ChangeEvent event : batch.events()) {
      remember(event.id(), now);
    }
  }

  private synchronized void remember(long id, long now) {
    boolean full = window.younger().size() >= MAX_IDS / 2;
    if (full || now - window.since() > WINDOW.toMillis()) {
      window = window.next(now);
    }
    window.younger().add(id);
  }

  /** After what was remembered, so that no read begins to wait unseen: it looks once it is here. */
  private void wake() {
    for (Waiting read : waiting) {
      if (include(read.positions())) {
        read.seen().complete(true);
      }
    }
  }
}
