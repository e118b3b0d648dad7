package tintype.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RowCacheTest {
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final AtomicBoolean trusted = new AtomicBoolean(true);
  private final RowCache<String, Long> cache =
      new RowCache<>("number", 1_000_000, value -> 8, trusted::get, metrics);
  private final Map<String, Long> rows = new HashMap<>(Map.of("a", 1L, "b", 2L));
  private final List<List<String>> reads = new ArrayList<>();

  @Test
  void rowsAreReadOnceAndForWhatIsMissing() {
    assertThat(get("a")).isEqualTo(Map.of("a", 1L));
    assertThat(get("a", "b")).isEqualTo(rows);
    assertThat(get("b", "a")).isEqualTo(rows);

    assertThat(reads).containsExactly(List.of("a"), List.of("b"));
    assertThat(count("hit")).isEqualTo(3);
    assertThat(count("miss")).isEqualTo(2);
  }

  @Test
  void whatIsAbsentIsLookedForEachTime() {
    assertThat(get("c")).isEmpty();
    rows.put("c", 3L);

    assertThat(get("c")).isEqualTo(Map.of("c", 3L));
  }

  @Test
  void whatWasChangedIsReadAnew() {
    get("a", "b");
    rows.put("a", 10L);
    cache.invalidate("a");

    assertThat(get("a", "b")).isEqualTo(Map.of("a", 10L, "b", 2L));
    assertThat(reads.getLast()).containsExactly("a");
  }

  @Test
  void whatWasReadWhileItChangedIsNotKept() {
    Map<String, Long> read =
        cache.getAll(
            List.of("a"),
            keys -> {
              Map<String, Long> old = Map.copyOf(rows);
              rows.put("a", 10L);
              cache.invalidate("a");
              return old;
            });

    assertThat(read).containsEntry("a", 1L);
    assertThat(get("a")).isEqualTo(Map.of("a", 10L));
  }

  @Test
  void whatWasReadWhileEverythingChangedIsNotKept() {
    cache.getAll(
        List.of("a"),
        keys -> {
          cache.invalidateAll();
          return Map.of("a", 1L);
        });
    rows.put("a", 10L);

    assertThat(get("a")).isEqualTo(Map.of("a", 10L));
  }

  /** Another read of the same key may have been faster and newer. */
  @Test
  void anOlderReadDoesNotReplaceANewerOne() {
    cache.getAll(
        List.of("a"),
        keys -> {
          rows.put("a", 10L);
          cache.invalidate("a");
          get("a");
          return Map.of("a", 1L);
        });

    assertThat(get("a")).isEqualTo(Map.of("a", 10L));
  }

  @Test
  void whileItIsNotTrustedRowsAreReadAndNothingIsKept() {
    get("a");
    trusted.set(false);
    rows.put("a", 10L);

    assertThat(get("a")).isEqualTo(Map.of("a", 10L));
    assertThat(get("b")).isEqualTo(Map.of("b", 2L));
    assertThat(count("bypassed")).isEqualTo(2);

    trusted.set(true);
    get("b");
    assertThat(reads).containsExactly(List.of("a"), List.of("a"), List.of("b"), List.of("b"));
  }

  @Test
  void itHoldsNoMoreThanItsRoom() {
    RowCache<Integer, byte[]> small =
        new RowCache<>("small", 100_000, value -> value.length, () -> true, metrics);
    for (int i = 0; i < 1_000; i++) {
      small.getAll(List.of(i), keys -> Map.of(keys.getFirst(), new byte[1_000]));
    }

    List<Integer> all = IntStream.range(0, 1_000).boxed().toList();
    List<Integer> missing = new ArrayList<>();
    small.getAll(
        all,
        keys -> {
          missing.addAll(keys);
          return Map.of();
        });
    assertThat(missing).hasSizeGreaterThan(900);
  }

  /** Who was told of a change sees it, however reads and changes fall together. */
  @Test
  void nobodySeesLessThanWhatWasAcknowledged() throws Exception {
    AtomicLong row = new AtomicLong();
    AtomicLong acknowledged = new AtomicLong();
    AtomicBoolean over = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<?>> readers = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        readers.add(
            threads.submit(
                () -> {
                  while (!over.get()) {
                    long least = acknowledged.get();
                    long seen =
                        cache.getAll(List.of("row"), keys -> Map.of("row", row.get())).get("row");
                    assertThat(seen).isGreaterThanOrEqualTo(least);
                  }
                }));
      }
      for (long value = 1; value <= 200_000; value++) {
        row.set(value);
        cache.invalidate("row");
        acknowledged.set(value);
      }
      over.set(true);
      for (Future<?> reader : readers) {
        reader.get();
      }
    }
  }

  private Map<String, Long> get(String... keys) {
    return cache.getAll(
        List.of(keys),
        missing -> {
          reads.add(missing);
          Map<String, Long> found = new HashMap<>(rows);
          found.keySet().retainAll(missing);
          return found;
        });
  }

  private double count(String result) {
    return metrics.getMeters().stream()
        .filter(meter -> meter.getId().getName().equals("row.cache.reads"))
        .filter(meter -> result.equals(meter.getId().getTag("result")))
        .filter(meter -> "number".equals(meter.getId().getTag("cache")))
        .mapToDouble(meter -> meter.measure().iterator().next().getValue())
        .sum();
  }
}
