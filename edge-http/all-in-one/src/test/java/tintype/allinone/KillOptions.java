package tintype.allinone;

import java.nio.file.Path;
import java.time.Duration;
import tintype.platform.config.ByteSize;

/**
 * How to kill; keys as {@code --rounds=20}.
 *
 * @param rounds that kill the whole process group
 * @param jvmRounds that kill the JVM alone, so that its database outlives it
 * @param databaseRounds that kill the database alone, and stop the JVM a second later
 * @param accounts that write and are followed: loaded ones where there are some, else new ones
 * @param threads that write at the same time
 * @param httpThreads how many of them go through the edge, as people who have registered
 * @param socialThreads that do beside them whatever else has effects elsewhere
 * @param seed of all that is random
 * @param shortest time from the first write to the kill
 * @param longest time from the first write to the kill
 * @param heap of the killed JVM
 * @param quickStart of the killed JVM, which then compiles less thoroughly
 * @param databaseMemory of the killed database
 * @param dataDir goes on with what is there and keeps it; not set: a new one, which is removed
 */
record KillOptions(
    int rounds,
    int jvmRounds,
    int databaseRounds,
    int accounts,
    int threads,
    int httpThreads,
    int socialThreads,
    long seed,
    Duration shortest,
    Duration longest,
    String heap,
    boolean quickStart,
    ByteSize databaseMemory,
    Path dataDir) {
  static KillOptions defaults() {
    return new KillOptions(
        20,
        2,
        2,
        2_000,
        16,
        3,
        6,
        1,
        Duration.ofMillis(500),
        Duration.ofSeconds(8),
        "1g",
        false,
        ByteSize.ofMiB(256),
        Path.of(""));
  }

  boolean keepsData() {
    return !dataDir.toString().isEmpty();
  }
}
