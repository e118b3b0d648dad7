package tintype.platform.changelog;

import binlogdata.Binlogdata.ShardGtid;
import binlogdata.Binlogdata.VGtid;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A place in a keyspace's log: for each shard the transactions that lie before it, printed {@code
 * -80=<GTIDs> 80-=<GTIDs>}. Servers are told apart by their UUIDs, so a shard's place stays right
 * when another server becomes its primary.
 */
record ShardPositions(NavigableMap<String, String> gtids) {
  /** How Vitess marks the flavour of GTIDs. */
  private static final String FLAVOUR = "MySQL56/";

  static ShardPositions of(Position position) {
    NavigableMap<String, String> gtids = new TreeMap<>();
    for (String shard : position.token().split(" ")) {
      int end = shard.indexOf('=');
      if (end < 1 || !shard.substring(0, end).matches("[0-9a-f]*-[0-9a-f]*|0")) {
        throw new IllegalArgumentException(
            "position: " + position + " (expected: <shard>=<GTIDs> for each shard)");
      }
      gtids.put(shard.substring(0, end), shard.substring(end + 1));
    }
    return new ShardPositions(gtids);
  }

  static ShardPositions of(Map<String, String> gtids) {
    return new ShardPositions(new TreeMap<>(gtids));
  }

  static ShardPositions of(VGtid vgtid) {
    NavigableMap<String, String> gtids = new TreeMap<>();
    for (ShardGtid shard : vgtid.getShardGtidsList()) {
      gtids.put(shard.getShard(), plain(shard.getGtid()));
    }
    return new ShardPositions(gtids);
  }

  /** GTIDs without Vitess's mark and without the line breaks that MySQL writes between servers. */
  static String plain(String gtids) {
    String set = gtids.startsWith(FLAVOUR) ? gtids.substring(FLAVOUR.length()) : gtids;
    return set.replaceAll("\\s", "");
  }

  VGtid toVgtid(String keyspace) {
    VGtid.Builder vgtid = VGtid.newBuilder();
    gtids.forEach(
        (shard, set) ->
            vgtid.addShardGtids(
                ShardGtid.newBuilder()
                    .setKeyspace(keyspace)
                    .setShard(shard)
                    .setGtid(FLAVOUR + set)));
    return vgtid.build();
  }

  Position toPosition() {
    return new Position(
        gtids.entrySet().stream()
            .map(shard -> shard.getKey() + "=" + shard.getValue())
            .collect(Collectors.joining(" ")));
  }

  /**
   * Whether this place is the other or a later one in every shard. A shard that was split lies
   * before the shards that it was split into, whatever their GTIDs: the log enters those at its end
   * only.
   */
  boolean isAtOrAfter(ShardPositions other) {
    return other.gtids.entrySet().stream().allMatch(s -> hasPassed(s.getKey(), s.getValue()));
  }

  /** Whether the shard's transactions all lie before this place. */
  boolean hasPassed(String shard, String set) {
    String own = gtids.get(shard);
    if (own == null) {
      return isSplit(shard);
    }
    return own.equals(set) || GtidSet.of(own).contains(GtidSet.of(set));
  }

  /** Whether shards of this place take up exactly the range of another one, each a part of it. */
  private boolean isSplit(String shard) {
    List<String> parts =
        gtids.keySet().stream()
            .filter(part -> isPart(part, shard))
            .sorted(Comparator.comparing(ShardPositions::from))
            .toList();
    String reached = from(shard);
    for (String part : parts) {
      if (!from(part).equals(reached)) {
        return false;
      }
      reached = to(part);
    }
    return !parts.isEmpty() && reached.equals(to(shard));
  }

  private static boolean isPart(String part, String whole) {
    boolean endsWithin =
        to(whole).isEmpty() || (!to(part).isEmpty() && to(part).compareTo(to(whole)) <= 0);
    return from(part).compareTo(from(whole)) >= 0 && endsWithin;
  }

  /** Where a shard's range of keys begins, in hexadecimal digits; empty for the very first. */
  private static String from(String shard) {
    return shard.equals("0") ? "" : shard.substring(0, shard.indexOf('-'));
  }

  /** Where it ends, exclusively; empty for after the very last. */
  private static String to(String shard) {
    return shard.equals("0") ? "" : shard.substring(shard.indexOf('-') + 1);
  }
}
