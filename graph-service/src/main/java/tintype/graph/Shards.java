package tintype.graph;

import jakarta.inject.Inject;
import tintype.platform.server.Installation;
import tintype.platform.sql.Keyspace;

/** How keyspace graph is sharded; asked when first needed, for the database may be down before. */
final class Shards {
  private final Installation installation;
  private ShardKey key;

  @Inject
  Shards(Installation installation) {
    this.installation = installation;
  }

  synchronized ShardKey key() {
    if (key == null) {
      key = ShardKey.of(installation.changeLog(Keyspace.GRAPH).streams());
    }
    return key;
  }
}
