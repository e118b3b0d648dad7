package tintype.feed;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import tintype.engine.Activity;
import tintype.engine.FeedReader;
import tintype.engine.FeedStore;
import tintype.engine.Snapshot;
import tintype.engine.Usage;
import tintype.platform.changelog.AppliedPositions;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.FallBehind;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;
import tintype.platform.sql.Keyspace;

/**
 * One life of the index: a store, filled from the tables or from a snapshot's file and kept up to
 * date from the logs, until it is closed or a log has lost what comes next.
 */
final class Generation implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(200);

  private final String consumer;
  private final FeedStore store;
  private final InstantSource clock;
  private final Runnable onLost;
  private final AppliedPositions applied;
  private final ApplierThread applier;
  private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();
  private final Map<StreamId, Subscription> tails = new ConcurrentHashMap<>();
  private final FollowLists lists;
  private final FeedEvents events;
  private volatile boolean begun;
  private volatile boolean copied;
  private volatile boolean caughtUp;
  private volatile boolean lost;

  /**
   * @param consumer its name in the logs' metrics: two lives at once must not share one
   * @param store its own from now on, and empty unless it is to go on from a snapshot
   * @param onLost is told, on any thread and maybe more than once, that this life has no future
   */
  Generation(String consumer, FeedStore store, InstantSource clock, Runnable onLost) {
    this.consumer = consumer;
    this.store = store;
    this.clock = clock;
    this.onLost = onLost;
    this.applied = new AppliedPositions(clock, Keyspace.ACCOUNT, Keyspace.GRAPH, Keyspace.MEDIA);
    this.lists = new FollowLists(store.applier(), clock);
    this.events = new FeedEvents(store.applier(), lists);
    this.applier = new ApplierThread(events, applied, this::lose);
  }

  FeedReader reader() {
    return store.reader();
  }

  /** Which writes reads can see. */
  AppliedPositions applied() {
    return applied;
  }

  Usage usage() {
    return store.usage();
  }

  Activity activity() {
    return store.activity();
  }

  ApplierTimes applierTimes() {
    return applier.times();
  }

  /** Whether a read that begins now sees all that was committed, but for the streams' usual lag. */
  boolean isComplete() {
    return caughtUp && !lost && !applier.isTroubled();
  }

  /** Which log it is far behind of; empty where it follows all closely. */
  String fallenBehind() {
    return subscriptions.stream()
        .map(FallBehind::reason)
        .filter(reason -> !reason.isEmpty())
        .findFirst()
        .orElse("");
  }

  /** Whether nothing was put into it yet. */
  boolean isNew() {
    return !begun;
  }

  /** Whether it is the applier's thread alone that writes, so that lists may be loaded. */
  boolean isCopied() {
    return copied;
  }

  /** How often a follow had no room in its list. */
  long followsLeftOut() {
    return lists.leftOut();
  }

  /** Does something to the lists of followees between two batches. */
  void change(Consumer<FollowEdges> action) {
    applier.between(
        () -> {
          action.accept(events.follows());
          return null;
        });
  }

  /** Whether it has been complete at least once. */
  boolean wasComplete() {
    return caughtUp;
  }

  boolean isLost() {
    return lost;
  }

  /** Why it is not complete; empty when it is. */
  String trouble() {
    return lost ? "changes are missing from the log" : applier.trouble().orElse("");
  }

  /**
   * Fills the store and returns once it has passed the logs' ends as they were after the copy.
   *
   * @throws IllegalStateException where a log loses the position meanwhile
   */
  void build(FeedLogs logs, RebuildProgress progress) throws InterruptedException {
    begun = true;
    follow(new SnapshotCopy(logs, store, lists, progress).run(), progress);
  }

  /**
   * Goes on from where the store is, and returns once it has passed the logs' ends as they are now.
   *
   * @throws IllegalStateException where a log does not have what comes next
   */
  void resume(FeedLogs logs, Map<StreamId, Position> at, RebuildProgress progress)
      throws InterruptedException {
    begun = true;
    List<LogPositions> from = new ArrayList<>();
    for (ChangeLog log : logs.all()) {
      Map<StreamId, Position> own = new HashMap<>(at);
      own.keySet().retainAll(log.streams());
      from.add(new LogPositions(log, own));
    }
    follow(from, progress);
  }

  private void follow(List<LogPositions> from, RebuildProgress progress)
      throws InterruptedException {
    copied = true;
    progress.begin("catching up");
    List<LogPositions> ends = new ArrayList<>();
    for (LogPositions start : from) {
      ends.add(new LogPositions(start.log(), start.log().end()));
    }
    for (LogPositions start : from) {
      Subscription tail = start.log().tail(consumer, start.at(), applier);
      subscriptions.add(tail);
      start.at().keySet().forEach(stream -> tails.put(stream, tail));
    }
    for (int i = 0; i < ends.size(); i++) {
      await(subscriptions.get(i), ends.get(i));
    }
    caughtUp = true;
  }

  private void await(Subscription subscription, LogPositions end) throws InterruptedException {
    for (Map.Entry<StreamId, Position> stream : end.at().entrySet()) {
      while (!subscription.awaitPosition(stream.getKey(), stream.getValue(), LOOK)) {
        if (lost || subscription.isLost(stream.getKey())) {
          throw new IllegalStateException("stream " + stream.getKey() + " lost its position");
        }
      }
    }
  }

  /** How many changes were taken from the logs so far. */
  long changes() {
    return applier.changes();
  }

  /** Begins to write what is held now to a file, with the places to go on from. */
  Snapshot snapshot(Path file, String identity) {
    return applier.between(
        () -> store.snapshot(file, identity, new SavedPlaces(clock.instant(), places()).encode()));
  }

  /** All before them is in the store, as no batch is under way; some after them may be, too. */
  private Map<StreamId, Position> places() {
    Map<StreamId, Position> places = new HashMap<>();
    tails.forEach((stream, tail) -> places.put(stream, tail.position(stream)));
    return places;
  }

  private void lose() {
    lost = true;
    onLost.run();
  }

  /** Lets batches and reads under way finish, then gives the memory back. */
  @Override
  public void close() {
    subscriptions.forEach(Subscription::close);
    applier.close();
    store.close();
  }
}
