package tintype.platform.changelog;

import java.util.Objects;
import tintype.platform.sql.Keyspace;

/**
 * One stream of changes. Those of one server are ordered; there is no order between streams, nor
 * between the shards that one stream brings together.
 *
 * @param shard {@code 0} where the keyspace is one database, {@code all} where it is a keyspace of
 *     Vitess
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
