package tintype.allinone;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Things that are turned on and off, such as follows, and how each was last acknowledged. Nobody is
 * given one that another call is about, so the order of its writes is known. Thread-safe.
 *
 * @param <K> what is turned on and off
 */
final class Switches<K> {
  private static final int TRIES = 20;

  private final Function<Random, K> any;
  private final Random random;
  private final Map<K, Boolean> acknowledged = new HashMap<>();
  private final List<K> on = new ArrayList<>();

  /**
   * @param any draws one of all there are
   */
  Switches(Function<Random, K> any, long seed) {
    this.any = any;
    this.random = new Random(seed);
  }

  /** One that is off, to be turned on; null where none was found. */
  synchronized K takeOff() {
    for (int i = 0; i < TRIES; i++) {
      K key = any.apply(random);
      if (!acknowledged.containsKey(key) || Boolean.FALSE.equals(acknowledged.get(key))) {
        acknowledged.put(key, null);
        return key;
      }
    }
    return null;
  }

  /** One that is on, to be turned off; null where there is none. */
  synchronized K takeOn() {
    if (on.isEmpty()) {
      return null;
    }
    int place = random.nextInt(on.size());
    K key = on.get(place);
    on.set(place, on.getLast());
    on.removeLast();
    acknowledged.put(key, null);
    return key;
  }

  /** The turn was acknowledged. */
  synchronized void settle(K key, boolean isOn) {
    acknowledged.put(key, isOn);
    if (isOn) {
      on.add(key);
    }
  }

  /** How each that was touched must be; those whose last call failed for good are left out. */
  synchronized Map<K, Boolean> settled() {
    Map<K, Boolean> settled = new HashMap<>();
    acknowledged.forEach(
        (key, isOn) -> {
          if (isOn != null) {
            settled.put(key, isOn);
          }
        });
    return settled;
  }
}
