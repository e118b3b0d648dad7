package tintype.graph;

import java.util.List;
import tintype.platform.changelog.StreamId;

/** Which rows one transaction may change: those of accounts with the same key. */
@FunctionalInterface
interface ShardKey {
  long of(long accountId);

  /**
   * For a keyspace with these streams. One database takes all accounts in one transaction. In a
   * cluster an account is a group of its own, which is right however rows are spread.
   */
  static ShardKey of(List<StreamId> streams) {
    return streams.size() == 1 ? account -> 0 : account -> account;
  }
}
