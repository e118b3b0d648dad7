package tintype.platform.changelog;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How far one consumer is behind each shard's log: the time since the latest moment of which it is
 * known that everything committed before it has taken effect.
 */
final class ShardLags {
  /** Ends are looked at so often; less than that and a look's duration cannot be told from zero. */
  private static final Duration STEP = ShardWatch.PERIOD.plusSeconds(1);

  /** One shard; the end is one that the consumer had not passed when it was looked at last. */
  private static final class Shard {
    private long caughtUpAt;
    private long askedAt;
    private String end;

    Shard(long caughtUpAt) {
      this.caughtUpAt = caughtUpAt;
    }

    void settle(ShardPositions applied, String name) {
      if (end != null && applied.hasPassed(name, end)) {
        caughtUpAt = askedAt;
        end = null;
      }
    }
  }

  private final StreamId stream;
  private final StreamProgress progress;
  private final LongSupplier nanoTime;
  private final long startedAt;
  private final Map<String, Shard> shards = new HashMap<>();

  ShardLags(StreamId stream, StreamProgress progress, LongSupplier nanoTime) {
    this.stream = stream;
    this.progress = progress;
    this.nanoTime = nanoTime;
    this.startedAt = nanoTime.getAsLong();
    keep(ShardPositions.of(progress.applied()).gtids().keySet());
  }

  /** Takes note of how far the logs had come. */
  synchronized void note(ShardWatch.Ends seen) {
    keep(Set.copyOf(seen.serving()));
    settle();
    seen.ends()
        .forEach(
            (name, end) -> {
              Shard shard = shards.get(name);
              if (shard.end == null) {
                shard.end = end;
                shard.askedAt = seen.askedAt();
              }
            });
    settle();
  }

  /** The lags by the shards' names, such as {@code graph/-80}. */
  synchronized Map<String, Duration> byStream() {
    settle();
    Map<String, Duration> lags = new HashMap<>();
    long now = nanoTime.getAsLong();
    shards.forEach(
        (name, shard) -> {
          Duration since = Duration.ofNanos(now - shard.caughtUpAt).minus(STEP);
          lags.put(stream.keyspace() + "/" + name, since.isNegative() ? Duration.ZERO : since);
        });
    return lags;
  }

  /**
   * A shard that the stream has told nothing of since a moment, for longer than the limit, though
   * its log has gone on; empty if there is none. A shard that the stream has not come to yet, as in
   * a reshard, is none.
   *
   * @param since by the stopwatch, such as when the stream was opened
   */
  synchronized Optional<String> standingStill(long since, Duration limit) {
    settle();
    Set<String> streamed = ShardPositions.of(progress.applied()).gtids().keySet();
    long now = nanoTime.getAsLong();
    return shards.entrySet().stream()
        .filter(shard -> shard.getValue().end != null && streamed.contains(shard.getKey()))
        .filter(shard -> now - Math.max(since, shard.getValue().askedAt) > limit.toNanos())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private void settle() {
    ShardPositions applied = ShardPositions.of(progress.applied());
    shards.forEach((name, shard) -> shard.settle(applied, name));
  }

  /** A shard that comes is as far behind as the one that it was split from could be. */
  private void keep(Set<String> names) {
    long furthest = shards.values().stream().mapToLong(s -> s.caughtUpAt).min().orElse(startedAt);
    shards.keySet().retainAll(names);
    names.forEach(name -> shards.computeIfAbsent(name, n -> new Shard(furthest)));
  }
}
