package tintype.graph;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * Whose posts an account mutes among those whom it follows: the rows of all on its list of mutes,
 * which is empty for most. A mute that changes meanwhile may be missed; its event tells.
 */
final class MutedFollowees {
  private MutedFollowees() {}

  /** Until when, by account. */
  static Map<Long, Long> run(Handle handle, long user) {
    Map<Long, Long> muted = new HashMap<>();
    Listed last = Listed.START;
    List<Listed> page;
    do {
      page = ListedRows.page(handle, OwnList.MUTES, user, last, BulkSql.MAX_ROWS);
      if (!page.isEmpty()) {
        add(handle, user, page, muted);
        last = page.getLast();
      }
    } while (page.size() == BulkSql.MAX_ROWS);
    return muted;
  }

  private static void add(Handle handle, long user, List<Listed> page, Map<Long, Long> muted) {
    List<RelationKey> keys =
        page.stream().map(listed -> new RelationKey(user, listed.accountId())).toList();
    RelationRows.read(handle, keys)
        .forEach(
            (key, row) -> {
              if (row.own().following() && row.own().postsMutedUntil() > 0) {
                muted.put(key.other(), row.own().postsMutedUntil());
              }
            });
  }
}
