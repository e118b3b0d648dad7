package tintype.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.v1.FollowsChanged;
import tintype.platform.ids.IdGenerator;
import tintype.platform.ids.MintingRight;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.OnPlainServers;
import tintype.testkit.TestDatabase;

/** The outbox, request ids, their sweeper, and the migrations that make their tables. */
@OnEveryDatabase
final class PlatformTablesIT {
  private static final long OWNER = 11;

  @RegisterExtension
  static final TestDatabase databases =
      TestDatabase.of(Keyspace.ACCOUNT, Keyspace.GRAPH, Keyspace.MEDIA);

  private final FakeClock clock = new FakeClock(Instant.now());
  private final IdGenerator ids = new IdGenerator(MintingRight.fixed(1), clock);
  private final RequestIds requests = new RequestIds(Keyspace.ACCOUNT);
  private final FollowsChanged message = FollowsChanged.newBuilder().setFollowerId(OWNER).build();
  private final byte[] fingerprint = RequestIds.fingerprint(message);
  private Database database;

  @BeforeEach
  void emptyTables() {
    database = databases.database(Keyspace.GRAPH);
    database.<RuntimeException>execute(
        handle -> {
          handle.execute("DELETE FROM request WHERE user_id = ?", OWNER);
          handle.execute("DELETE FROM outbox WHERE user_id = ?", OWNER);
        });
  }

  @Test
  void anOutboxRowNamesItsMessage() {
    long id =
        database.<Long, RuntimeException>transact(
            handle -> new Outbox(Keyspace.ACCOUNT, ids).append(handle, OWNER, message));

    List<String> rows =
        database.read(
            handle ->
                handle
                    .createQuery("SELECT CONCAT(id, ' ', user_id, ' ', kind) FROM outbox")
                    .mapTo(String.class)
                    .list());
    assertThat(rows).containsExactly(id + " 11 FollowsChanged");
  }

  @Test
  void aRepeatedRequestGetsTheFirstResult() {
    assertThat(find("one", fingerprint)).isEmpty();
    remember("one", 42);

    assertThat(find("one", fingerprint)).contains(42L);
    assertThat(find("two", fingerprint)).isEmpty();
  }

  @Test
  void aRequestIdWithOtherContentIsRefused() {
    remember("one", 42);
    byte[] other = RequestIds.fingerprint(message.toBuilder().setFollowerId(12).build());

    assertThatThrownBy(() -> find("one", other)).isInstanceOf(RequestIdReusedException.class);
  }

  @Test
  void ofTwoAtOnceTheSecondFindsADuplicate() {
    remember("one", 42);
    assertThatThrownBy(() -> remember("one", 43)).isInstanceOf(DuplicateKeyException.class);
    assertThat(find("one", fingerprint)).contains(42L);
  }

  @Test
  void rowsOlderThanTwoDaysAreSwept() {
    long old = append(1_200);
    remember("old", 1);
    clock.advance(Duration.ofHours(47));
    long kept = append(1);
    assertThat(Sweeper.sweep(database, clock)).isZero();

    clock.advance(Duration.ofHours(1).plusMinutes(1));
    assertThat(Sweeper.sweep(database, clock)).isEqualTo(1_201);
    assertThat(outboxIds()).containsExactly(kept).doesNotContain(old);
    assertThat(find("old", fingerprint)).isEmpty();
  }

  @Test
  void theSweeperRunsByItself() {
    append(3);
    clock.advance(Duration.ofHours(49));
    Sweeper sweeper = Sweeper.start(database, clock);
    try (sweeper) {
      tintype.testkit.Eventually.await(Duration.ofSeconds(10), () -> outboxIds().isEmpty());
    }
  }

  @Test
  @OnPlainServers
  void migratingAgainChangesNothing() {
    Migrations.apply(databases.config(Keyspace.MEDIA), Keyspace.MEDIA);
  }

  @Test
  @OnPlainServers
  void aDatabaseOfANewerProgramIsRefused() {
    databases
        .database(Keyspace.ACCOUNT)
        .<RuntimeException>execute(
            handle ->
                handle.execute(
                    "INSERT INTO schema_version (installed_rank, version, description, type,"
                        + " script, checksum, installed_by, execution_time, success)"
                        + " VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 0, 'x', 0, 1)"));

    assertThatThrownBy(() -> Migrations.apply(databases.config(Keyspace.ACCOUNT), Keyspace.ACCOUNT))
        .isInstanceOf(SchemaTooNewException.class)
        .hasMessageMatching(
            "The database of keyspace account has schema version 99, this program knows versions"
                + " up to [0-9]+: start a newer program\\.");
  }

  /** Appends rows and answers the first one's id. */
  private long append(int rows) {
    Outbox outbox = new Outbox(Keyspace.ACCOUNT, ids);
    long first = 0;
    for (int row = 0; row < rows; row++) {
      clock.advance(Duration.ofNanos(10_000));
      long id =
          database.<Long, RuntimeException>transact(
              handle -> outbox.append(handle, OWNER, message));
      first = first == 0 ? id : first;
    }
    return first;
  }

  private List<Long> outboxIds() {
    return database.read(
        handle -> handle.createQuery("SELECT id FROM outbox").mapTo(Long.class).list());
  }

  private Optional<Long> find(String requestId, byte[] of) {
    return database.read(handle -> requests.find(handle, OWNER, requestId, of));
  }

  private void remember(String requestId, long result) {
    database.<RuntimeException>execute(
        handle -> requests.remember(handle, OWNER, requestId, fingerprint, result));
  }
}
