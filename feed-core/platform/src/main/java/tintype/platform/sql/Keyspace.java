package tintype.platform.sql;

import java.util.Locale;

/** A logical database, owned by one service and sharded by user in a cluster. */
public enum Keyspace {
  ACCOUNT,
  GRAPH,
  MEDIA;

  /** The name in lower case, as in schema folders, metrics and configuration. */
  public String lowerName() {
    return name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return lowerName();
  }
}
