package tintype.platform.changelog;

import java.util.Objects;
import tintype.platform.sql.Keyspace;

/**
 * One ordered stream of changes: a shard of a keyspace. There is no order between streams.
 *
 * @param shard e.g. {@code -80}; {@code 0} where the keyspace is one database
 */
public record StreamId(Keyspace keyspace, String shard) {
  public StreamId {
    Objects.requireNonNull(keyspace, "keyspace");
    Objects.requireNonNull(shard, "shard");
  }

  /** E.g. {@code graph/0}. */
  @Override
  public String toString() {
    return keyspace + "/" + shard;
  }
}
