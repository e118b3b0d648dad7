package tintype.allinone;

import java.nio.file.Path;
import java.time.Duration;

/**
 * How to disturb; keys as {@code --writes=100}.
 *
 * @param dataDir of the all-in-one, which runs
 * @param cluster the script of its cluster
 * @param disturb in this order, comma-separated: {@code none}, {@code reshard:KEYSPACE}, {@code
 *     kill-primary:KEYSPACE/SHARD}, {@code restart-vtgate}
 * @param writes a second: posts, likes, unlikes, follows, unfollows
 * @param reads a second of hydrated feeds through the edge
 * @param idReads a second of feeds as ids over gRPC, by readers whom the feed has in memory
 * @param people who write and read
 * @param follows of each, among the loaded accounts, before it begins
 * @param warmUp before anything is counted; the rates grow to the full ones in its first two thirds
 * @param quiet counted, before the disturbance
 * @param disturbed counted, from the disturbance on; longer where that takes longer
 * @param afterwards calls go on for so long after the disturbance
 * @param verify compare every feed and counter with the rows afterwards
 */
record DisturbanceOptions(
    Path dataDir,
    Path cluster,
    String disturb,
    int writes,
    int reads,
    int idReads,
    int people,
    int follows,
    Duration warmUp,
    Duration quiet,
    Duration disturbed,
    Duration afterwards,
    boolean verify) {
  static DisturbanceOptions defaults() {
    return new DisturbanceOptions(
        Path.of("var"),
        Path.of("feed-core", "testkit", "vitess", "cluster"),
        "none",
        100,
        200,
        50,
        40,
        100,
        Duration.ofSeconds(15),
        Duration.ofSeconds(30),
        Duration.ofSeconds(30),
        Duration.ofSeconds(10),
        true);
  }
}
