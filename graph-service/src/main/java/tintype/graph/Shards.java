package tintype.graph;

import jakarta.inject.Inject;
import tintype.platform.server.Installation;
import tintype.platform.sql.Keyspace;

/** How keyspace graph is sharded, as its configuration says. */
final class Shards {
  private final Installation installation;

  @Inject
  Shards(Installation installation) {
    this.installation = installation;
  }

  ShardKey key() {
    return ShardKey.of(installation.database(Keyspace.GRAPH).config().isVitess());
  }
}
