package tintype.platform.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.TestDatabase;

@OnEveryDatabase
final class NodeLeaseIT {
  @RegisterExtension static final TestDatabase databases = TestDatabase.of(Keyspace.ACCOUNT);

  private final FakeClock clock = new FakeClock();
  private final AtomicLong nanos = new AtomicLong();
  private Database database;

  @BeforeEach
  void forgetOtherTests() {
    database = databases.database(Keyspace.ACCOUNT);
    execute("DELETE /*vt+ MULTI_SHARD_AUTOCOMMIT=1 */ FROM node_lease");
  }

  @Test
  void contendersNeverHoldTheSameNumber() throws Exception {
    List<NodeLease> leases = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      Callable<NodeLease> acquire = () -> NodeLease.acquire(database, InstantSource.system());
      for (Future<NodeLease> lease :
          threads.invokeAll(java.util.Collections.nCopies(24, acquire))) {
        leases.add(lease.get());
      }
    }
    assertThat(leases)
        .extracting(lease -> lease.node(System.currentTimeMillis()))
        .doesNotHaveDuplicates();
    leases.forEach(NodeLease::close);
  }

  @Test
  void aReleasedNumberIsUsedAgain() {
    NodeLease first = lease();
    int node = node(first);
    first.close();
    assertThatThrownBy(() -> node(first)).isInstanceOf(LeaseLapsedException.class);

    clock.advance(Duration.ofMillis(1));
    assertThat(node(lease())).isEqualTo(node);
  }

  @Test
  void aLapsedLeaseStopsMintingUntilItIsRenewed() {
    NodeLease lease = lease();
    IdGenerator ids = new IdGenerator(lease, clock);
    ids.next();
    nanos.addAndGet(NodeLease.MINTING_TERM.toNanos());
    assertThatThrownBy(ids::next).isInstanceOf(LeaseLapsedException.class);

    lease.renewNow();
    assertThat(ids.next()).isPositive();
  }

  @Test
  void anExpiredNumberIsTakenOnceItsLastPossibleIdIsInThePast() {
    NodeLease dead = lease();
    int node = node(dead);
    execute("UPDATE /*vt+ MULTI_SHARD_AUTOCOMMIT=1 */ node_lease SET lease_until_micros = 0");

    assertThat(node(lease())).isNotEqualTo(node);

    clock.advance(NodeLease.MINTING_TERM.plusMillis(1));
    NodeLease next = lease();
    assertThat(node(next)).isEqualTo(node);

    dead.renewNow();
    assertThat(node(dead)).isNotEqualTo(node(next));
  }

  @Test
  void aClockThatIsAheadOfTheLeaseMintsNothing() {
    IdGenerator ids = new IdGenerator(lease(), clock, Duration.ofMillis(20));
    clock.advance(NodeLease.MINTING_TERM.plusMillis(1));

    assertThatThrownBy(ids::next).hasMessageStartingWith("clock: ");
  }

  @Test
  void aClockGoneBackDoesNotGiveTheTimesOfMintedIdsAway() {
    NodeLease first = lease();
    long newest = new IdGenerator(first, clock).next();
    int node = IdClock.nodeOf(newest);
    clock.advance(Duration.ofSeconds(-10));
    first.renewNow();
    first.close();

    clock.advance(Duration.ofSeconds(5));
    assertThat(node(lease())).isNotEqualTo(node);

    clock.advance(Duration.ofSeconds(5).plusMillis(1));
    NodeLease next = lease();
    assertThat(node(next)).isEqualTo(node);
    assertThat(new IdGenerator(next, clock).next()).isGreaterThan(newest);
  }

  @Test
  void aRenewalByAClockGoneBackKeepsTheTimesOfMintedIds() {
    NodeLease dead = lease();
    int node = node(dead);
    clock.advance(Duration.ofSeconds(-50));
    dead.renewNow();
    execute("UPDATE /*vt+ MULTI_SHARD_AUTOCOMMIT=1 */ node_lease SET lease_until_micros = 0");

    clock.advance(Duration.ofSeconds(49));
    assertThat(node(lease())).isNotEqualTo(node);
  }

  private int node(NodeLease lease) {
    return lease.node(clock.millis());
  }

  private NodeLease lease() {
    NodeLease lease = new NodeLease(database, clock, nanos::get);
    lease.acquireNow();
    return lease;
  }

  /** Beside any transaction, which could not reach all shards of a Vitess. */
  private void execute(String sql) {
    database.<Integer, RuntimeException>read(handle -> handle.execute(sql));
  }
}
