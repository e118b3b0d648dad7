package tintype.media;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.statement.Query;
import tintype.platform.rpc.IdText.Owned;

/**
 * Which rows a query is about. Those of one owner, as of a grid, are named in words for which a
 * database needs half of the time that pairs take.
 *
 * @param ownerColumn of the keys' owners
 * @param idColumn of their ids
 * @param keys at least one
 */
record OwnedKeys(String ownerColumn, String idColumn, Collection<Owned> keys) {
  /** For the query's text, after WHERE. */
  String condition() {
    return isOfOne()
        ? "%s = :owner AND %s IN (<ids>)".formatted(ownerColumn, idColumn)
        : "(%s, %s) IN (<keys>)".formatted(ownerColumn, idColumn);
  }

  /** The query with the keys in it. */
  Query bind(Query query) {
    return isOfOne()
        ? query
            .bind("owner", keys.iterator().next().owner())
            .bindList("ids", keys.stream().map(Owned::id).toList())
        : query.bindMethodsList("keys", keys, List.of("owner", "id"));
  }

  private boolean isOfOne() {
    return keys.stream().mapToLong(Owned::owner).distinct().count() == 1;
  }
}
