package tintype.platform.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Values by key that are made of rows. A value is kept until its rows change ({@link #invalidate})
 * or there is no room, never for a time. What was read while its rows changed is handed on, but not
 * kept: it may be older than the change. Safe for any number of threads.
 *
 * @param <K> must have {@code equals} and {@code hashCode}
 * @param <V> must not be changed
 */
public final class RowCache<K, V> {
  /** Keys share a count of changes, so a change may keep a value of another key from being kept. */
  private static final int STRIPES = 1 << 12;

  /** What an entry takes beside its value, in bytes: key, node of the map, place in the order. */
  private static final int ENTRY_BYTES = 150;

  private static final String READS =
      "Values asked for, by where they came from: memory, rows, or rows because memory may not hold";

  private final Cache<K, V> values;
  private final AtomicLongArray changes = new AtomicLongArray(STRIPES);
  private final BooleanSupplier trusted;
  private final Counter bypassed;

  /**
   * @param name for the metrics, such as {@code post}
   * @param maxBytes of all entries, as estimated
   * @param bytes that a value takes
   * @param trusted whether the values hold, for the current call; if not, rows are read each time
   */
  RowCache(
      String name,
      long maxBytes,
      ToIntFunction<? super V> bytes,
      BooleanSupplier trusted,
      MeterRegistry metrics) {
    this.values =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .weigher((K key, V value) -> ENTRY_BYTES + bytes.applyAsInt(value))
            .recordStats()
            // Where the last value is put, so that there is never much more than the room.
            .executor(Runnable::run)
            .build();
    this.trusted = trusted;
    this.bypassed = reads("bypassed", metrics, name);
    FunctionCounter.builder("row.cache.reads", values, cache -> cache.stats().hitCount())
        .description(READS)
        .tags("cache", name, "result", "hit")
        .register(metrics);
    FunctionCounter.builder("row.cache.reads", values, cache -> cache.stats().missCount())
        .description(READS)
        .tags("cache", name, "result", "miss")
        .register(metrics);
    Gauge.builder("row.cache.entries", values, Cache::estimatedSize)
        .description("Values kept in memory")
        .tag("cache", name)
        .register(metrics);
  }

  private static Counter reads(String result, MeterRegistry metrics, String name) {
    return Counter.builder("row.cache.reads")
        .description(READS)
        .tags("cache", name, "result", result)
        .register(metrics);
  }

  /**
   * The values of the keys, without those that {@code load} does not find either; what is absent is
   * looked for each time.
   *
   * @param load reads rows as they are now; not a replica's. Asked once, for all that is not there
   */
  public Map<K, V> getAll(Collection<K> keys, Function<List<K>, Map<K, V>> load) {
    if (!trusted.getAsBoolean()) {
      bypassed.increment(keys.size());
      return load.apply(List.copyOf(keys));
    }
    Map<K, V> found = new HashMap<>(values.getAllPresent(keys));
    List<K> missing = new ArrayList<>();
    for (K key : keys) {
      if (!found.containsKey(key)) {
        missing.add(key);
      }
    }
    if (!missing.isEmpty()) {
      found.putAll(loadAndKeep(missing, load));
    }
    return found;
  }

  /** To be called after a change of the key's rows can be read. */
  public void invalidate(K key) {
    // First the count, then the value: who keeps one in between has looked at the count before.
    changes.incrementAndGet(stripe(key));
    values.invalidate(key);
  }

  /** The same for all keys. */
  void invalidateAll() {
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      changes.incrementAndGet(stripe);
    }
    values.invalidateAll();
  }

  private Map<K, V> loadAndKeep(List<K> keys, Function<List<K>, Map<K, V>> load) {
    long[] before = new long[keys.size()];
    for (int i = 0; i < before.length; i++) {
      before[i] = changes.get(stripe(keys.get(i)));
    }
    Map<K, V> loaded = load.apply(keys);
    for (int i = 0; i < before.length; i++) {
      V value = loaded.get(keys.get(i));
      if (value != null) {
        keep(keys.get(i), value, before[i]);
      }
    }
    return loaded;
  }

  /**
   * An invalidation of the key waits for the first step, or is seen by it; one of all may miss it.
   */
  private void keep(K key, V value, long changesBefore) {
    int stripe = stripe(key);
    values.asMap().compute(key, (k, kept) -> changes.get(stripe) == changesBefore ? value : kept);
    if (changes.get(stripe) != changesBefore) {
      values.invalidate(key);
    }
  }

  private static int stripe(Object key) {
    int hash = key.hashCode() * 0x9E3779B9;
    return (hash ^ hash >>> 16) & STRIPES - 1;
  }
}
