package tintype.platform.ids;

import java.time.InstantSource;
import tintype.platform.sql.Database;

/** A node number, leased from keyspace account's table {@code node_lease}. */
public final class NodeLease implements MintingRight, AutoCloseable {
  /** Leases a number that nobody holds, and renews it in the background until closed. */
  public static NodeLease acquire(Database accountDatabase, InstantSource clock) {
    throw new UnsupportedOperationException("soon");
  }

  @Override
  public int node() {
    throw new UnsupportedOperationException("soon");
  }

  @Override
  public long lastMillis() {
    throw new UnsupportedOperationException("soon");
  }

  @Override
  public void close() {}
}
