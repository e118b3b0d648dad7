package tintype.account;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The first accounts that a filter lets through, by username. All shards are asked. */
final class AccountListQuery {
  private static final String ALL =
      """
      SELECT user_id FROM account FORCE INDEX (account_by_username)
      WHERE username >= :from AND username < :to
      ORDER BY username LIMIT :limit
      """;

  private static final String OF_A_STATE =
      """
      SELECT user_id FROM account FORCE INDEX (account_by_state)
      WHERE state = :state AND username >= :from AND username < :to
      ORDER BY username LIMIT :limit
      """;

  private AccountListQuery() {}

  static List<Long> run(Handle handle, AccountFilter filter, int limit) {
    var query =
        handle
            .createQuery(filter.state().isPresent() ? OF_A_STATE : ALL)
            .bind("from", filter.from())
            .bind("to", filter.to())
            .bind("limit", limit);
    filter.state().ifPresent(state -> query.bind("state", state.ordinal()));
    return query.mapTo(Long.class).list();
  }
}
