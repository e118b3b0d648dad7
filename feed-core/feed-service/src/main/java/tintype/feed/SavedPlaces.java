package tintype.feed;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import tintype.engine.SnapshotRefusedException;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.sql.Keyspace;

/**
 * What is kept with a snapshot.
 *
 * @param time its moment
 * @param at where to go on in each stream
 */
record SavedPlaces(Instant time, Map<StreamId, Position> at) {

  /** A line for the time, and one for each stream: keyspace, shard and token, parted by tabs. */
  byte[] encode() {
    StringJoiner lines = new StringJoiner("\n");
    lines.add(time.toString());
    at.forEach(
        (stream, position) ->
            lines.add(stream.keyspace().name() + "\t" + stream.shard() + "\t" + position.token()));
    return lines.toString().getBytes(StandardCharsets.UTF_8);
  }

  static SavedPlaces decode(byte[] note) {
    try {
      String[] lines = new String(note, StandardCharsets.UTF_8).split("\n", -1);
      Map<StreamId, Position> at = new HashMap<>();
      for (int i = 1; i < lines.length; i++) {
        String[] parts = lines[i].split("\t", 3);
        at.put(new StreamId(Keyspace.valueOf(parts[0]), parts[1]), new Position(parts[2]));
      }
      return new SavedPlaces(Instant.parse(lines[0]), at);
    } catch (RuntimeException e) {
      throw new SnapshotRefusedException("its places in the logs cannot be read", e);
    }
  }
}
