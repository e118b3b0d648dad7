package tintype.benchmarks.compare;

import java.time.Duration;

/**
 * How long a comparison takes its time.
 *
 * @param rounds of all peers by turns
 * @param warmUps seconds of each JVM before it is measured
 * @param seconds measured of each JVM
 * @param load how long a server is loaded in a round
 * @param readers whose feeds the servers hold
 * @param bigAccounts people in the bench with many
 */
record Effort(int rounds, int warmUps, int seconds, Duration load, int readers, int bigAccounts) {
  /** Within ten minutes. */
  static final Effort SHORT = new Effort(3, 2, 2, Duration.ofSeconds(2), 1_024, 10_000_000);

  /** For the record, on a machine that does nothing else; about half an hour. */
  static final Effort FULL =
      new Effort(5, 3, 5, Duration.ofSeconds(8), ReadBenchmark.READERS, 10_000_000);
}
