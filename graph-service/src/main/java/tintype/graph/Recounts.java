package tintype.graph;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import tintype.platform.sql.AccountCounter;
import tintype.platform.sql.Database;
import tintype.rpc.v1.CounterDrift;

/** Every number of keyspace graph, with the rows that it counts. */
final class Recounts {
  private static final List<AccountCounter> COUNTERS =
      List.of(
          of("following", "following = 1"),
          of("followers", "followed_by = 1"),
          of("close_friends", "close_friend = 1"),
          of("following_hidden", "following = 1 AND other_hidden = 1"),
          of("followers_hidden", "followed_by = 1 AND other_hidden = 1"));

  private final Database database;

  @Inject
  Recounts(Database database) {
    this.database = database;
  }

  private static AccountCounter of(String number, String condition) {
    return new AccountCounter(number, "follow_counter", number, "relation", condition);
  }

  /** Mends the numbers of accounts; answers those that were wrong. */
  List<CounterDrift> mend(Collection<Long> accounts) {
    List<CounterDrift> drifts = new ArrayList<>();
    COUNTERS.forEach(counter -> drifts.addAll(counter.mend(database, accounts)));
    return drifts;
  }
}
