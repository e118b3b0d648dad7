package tintype.platform.sql;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.openhft.hashing.LongHashFunction;
import org.jspecify.annotations.Nullable;

/**
 * Which shard an account's rows are in: Vitess's vindex {@code xxhash} maps its id to a keyspace
 * id, and the shards cut the keyspace ids into ranges. The ranges are asked of vtgate and may be
 * out of date while shards are split or merged.
 */
class ShardMap {
  /** The shards at one time. */
  static final class Shards {
    private static final LongHashFunction XXHASH = LongHashFunction.xx();

    /** The first keyspace id of each. */
    private final TreeSet<Long> starts = new TreeSet<>(Long::compareUnsigned);

    /**
     * Shards by their names.
     *
     * @param names such as {@code -80} and {@code 80-}
     */
    Shards(List<String> names) {
      starts.add(0L);
      for (String name : names) {
        // A range ends before its second number, and numbers may be cut short at their ends.
        String start = name.substring(0, Math.max(0, name.indexOf('-')));
        starts.add(Long.parseUnsignedLong((start + "0".repeat(16)).substring(0, 16), 16));
      }
    }

    /** A number that all accounts of one shard have in common. */
    long of(long account) {
      // As Vitess does: of the number's digits, and the hash's lowest byte becomes the first.
      byte[] digits = Long.toString(account).getBytes(StandardCharsets.US_ASCII);
      return starts.floor(Long.reverseBytes(XXHASH.hashBytes(digits)));
    }
  }

  private record Known(Shards shards, long untilNanos) {}

  /** Only saves the attempts that an old map would cost. */
  private static final Duration MAX_AGE = Duration.ofSeconds(30);

  private static final Shards ONE = new Shards(List.of());

  private final Database database;
  private volatile @Nullable Known known;

  ShardMap(Database database) {
    this.database = database;
  }

  /**
   * The shards as they are now, or were lately.
   *
   * @throws DatabaseUnavailableException if vtgate does not say
   */
  Shards now() {
    if (!database.config().isVitess()) {
      return ONE;
    }
    Known last = known;
    if (last == null || System.nanoTime() - last.untilNanos() > 0) {
      last = new Known(new Shards(ask()), System.nanoTime() + MAX_AGE.toNanos());
      known = last;
    }
    return last.shards();
  }

  /** They are not as they were. */
  void forget() {
    known = null;
  }

  private List<String> ask() {
    String prefix = database.keyspace().lowerName() + "/";
    List<String> names = new ArrayList<>();
    for (String shard :
        database.<List<String>, RuntimeException>read(
            handle ->
                handle
                    .select("SHOW VITESS_SHARDS LIKE '" + prefix + "%'")
                    .mapTo(String.class)
                    .list())) {
      names.add(shard.substring(prefix.length()));
    }
    return names;
  }
}
