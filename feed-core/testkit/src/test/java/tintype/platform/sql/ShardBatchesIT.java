package tintype.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.OnVitess;
import tintype.testkit.TestDatabase;

/** Transactions on rows of many accounts, wherever these lie. */
@OnEveryDatabase
final class ShardBatchesIT {
  @RegisterExtension static final TestDatabase databases = TestDatabase.of(Keyspace.GRAPH);

  private final Database database = databases.database(Keyspace.GRAPH);
  private final Queue<Integer> transactions = new ConcurrentLinkedQueue<>();

  @Test
  void allRowsAreWrittenOnceByAFewTransactions() {
    List<Long> accounts = accounts(1_000);

    int written = write(new ShardBatches(database, 2), accounts, "few");

    assertThat(written).isEqualTo(300);
    assertThat(count("few")).isEqualTo(300);
    assertThat(transactions).hasSizeBetween(3, 4);
  }

  @Test
  void aBatchThatCrossesShardsIsTakenApart() {
    List<Long> accounts = accounts(2_000);
    AtomicBoolean forgotten = new AtomicBoolean();
    ShardMap old =
        new ShardMap(database) {
          @Override
          Shards now() {
            return new Shards(List.of("-"));
          }

          @Override
          void forget() {
            forgotten.set(true);
          }
        };

    int written = write(new ShardBatches(old, 2), accounts, "old");

    assertThat(written).isEqualTo(300);
    assertThat(count("old")).isEqualTo(300);
    assertThat(transactions.contains(1)).isEqualTo(database.config().isVitess());
    assertThat(forgotten.get()).isEqualTo(database.config().isVitess());
  }

  @Test
  void anotherFailureIsTheCallers() {
    List<Long> accounts = accounts(3_000);
    write(new ShardBatches(database, 2), accounts.subList(0, 1), "twice");

    assertThatThrownBy(() -> write(new ShardBatches(database, 2), accounts, "twice"))
        .isInstanceOf(DuplicateKeyException.class);
  }

  /** The shard that an account is said to be in has its rows, and no other. */
  @OnVitess
  @Test
  void accountsLieWhereTheMapSays() {
    ShardMap.Shards shards = new ShardMap(database).now();
    List<Long> accounts = accounts(4_000);
    long first = shards.of(accounts.getFirst());
    long other =
        accounts.stream().filter(account -> shards.of(account) != first).findFirst().orElseThrow();
    List<Long> alike = accounts.stream().filter(account -> shards.of(account) == first).toList();

    assertThat(insert(alike, "alike")).isEqualTo(alike.size());
    assertThatThrownBy(() -> insert(List.of(alike.getFirst(), other), "apart"))
        .hasStackTraceContaining("multi-db transaction attempted");
  }

  private int write(ShardBatches batches, List<Long> accounts, String name) {
    return batches
        .transact(accounts, account -> account, account -> 1, 100, some -> insert(some, name))
        .stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  private int insert(List<Long> accounts, String name) {
    transactions.add(accounts.size());
    return database.transact(
        handle -> {
          int rows = 0;
          for (long account : accounts) {
            rows +=
                handle.execute(
                    "INSERT INTO request (user_id, request_id, fingerprint, result_id,"
                        + " create_micros) VALUES (?, ?, '', 0, 0)",
                    account,
                    name);
          }
          return rows;
        });
  }

  private int count(String name) {
    return database.read(
        handle ->
            handle
                .select("SELECT COUNT(*) FROM request WHERE request_id = ?", name)
                .mapTo(Integer.class)
                .one());
  }

  private static List<Long> accounts(long from) {
    return new ArrayList<>(LongStream.range(from, from + 300).boxed().toList());
  }
}
