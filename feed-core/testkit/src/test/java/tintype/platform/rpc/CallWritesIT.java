package tintype.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Context;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.v1.FollowsChanged;
import tintype.platform.ids.IdGenerator;
import tintype.platform.ids.MintingRight;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Outbox;
import tintype.platform.sql.RequestIds;
import tintype.testkit.TestDatabase;

/** What a call knows of its own transactions. */
final class CallWritesIT {
  private static final long OWNER = 11;

  @RegisterExtension static final TestDatabase databases = TestDatabase.of(Keyspace.GRAPH);

  private final Outbox outbox =
      new Outbox(Keyspace.GRAPH, new IdGenerator(MintingRight.fixed(1), Clock.systemUTC()));
  private final RequestIds requests = new RequestIds(Keyspace.GRAPH);
  private final FollowsChanged news = FollowsChanged.newBuilder().setFollowerId(OWNER).build();
  private final byte[] fingerprint = RequestIds.fingerprint(news);
  private final CallWrites call = new CallWrites(WritePositions.NONE);
  private Database database;

  @BeforeEach
  void open() {
    database = databases.database(Keyspace.GRAPH);
    database.<RuntimeException>execute(handle -> handle.execute("DELETE FROM outbox"));
    database.<RuntimeException>execute(handle -> handle.execute("DELETE FROM request"));
  }

  @Test
  void allItsTransactionsAreKnown() {
    long[] ids = new long[2];
    in(call, () -> ids[0] = append());
    in(call, () -> ids[1] = append());

    assertThat(call.made()).hasToString("graph:" + ids[1] + ",graph:" + ids[0]);
  }

  @Test
  void ofManyRowsOfATransactionTheLastIsKnown() {
    TreeMap<Long, FollowsChanged> rows = new TreeMap<>();
    for (long owner = 1; owner <= 30; owner++) {
      rows.put(owner, news);
    }

    in(call, () -> database.<RuntimeException>execute(h -> outbox.appendAll(h, rows)));

    assertThat(ids()).hasSize(30);
    assertThat(call.made()).hasToString("graph:" + ids().getLast());
  }

  @Test
  void whatIsNotYetCommittedOrRolledBackIsNotKnown() {
    assertThatThrownBy(
            () ->
                in(
                    call,
                    () ->
                        database.<RuntimeException>execute(
                            handle -> {
                              outbox.append(handle, OWNER, news);
                              assertThat(call.made().isEmpty()).isTrue();
                              throw new IllegalStateException("no");
                            })))
        .hasMessage("no");

    assertThat(call.made().isEmpty()).isTrue();
    assertThat(ids()).isEmpty();
  }

  @Test
  void ofATransactionThatIsTriedAgainOnlyTheLastAttemptIsKnown() {
    List<Long> attempts = new ArrayList<>();
    in(
        call,
        () ->
            database.<RuntimeException>execute(
                handle -> {
                  attempts.add(outbox.append(handle, OWNER, news));
                  if (attempts.size() < 3) {
                    throw new UnableToExecuteStatementException(
                        new SQLException("deadlock", "40001", 1213), null);
                  }
                }));

    assertThat(attempts).hasSize(3);
    assertThat(ids()).containsExactly(attempts.getLast());
    assertThat(call.made()).hasToString("graph:" + attempts.getLast());
  }

  @Test
  void outsideOfACallNothingIsKept() {
    append();

    assertThat(CallWrites.after().isEmpty()).isTrue();
    assertThat(CallWrites.current()).isNull();
  }

  @Test
  void aRepeatIsToldWhatTheFirstCallWrote() {
    long id = create("one");

    assertThat(repeat("one")).isEqualTo("graph:" + id);
    assertThat(repeat("two")).isEmpty();
  }

  @Test
  void aLateRepeatIsToldNothing() {
    create("one");
    database.<RuntimeException>execute(
        handle ->
            handle.execute("UPDATE request SET create_micros = create_micros - 31 * 1000000"));

    assertThat(repeat("one")).isEmpty();
  }

  @Test
  void itsRowsHaveTheRequestsId() {
    RequestId.in(Context.ROOT, "r-1").run(this::append);
    append();

    List<String> requestIds =
        database.read(
            h ->
                h.createQuery("SELECT request_id FROM outbox ORDER BY id")
                    .mapTo(String.class)
                    .list());
    assertThat(requestIds).containsExactly("r-1", "");
  }

  private long append() {
    return database.<Long, RuntimeException>transact(h -> outbox.append(h, OWNER, news));
  }

  private long create(String requestId) {
    return database.<Long, RuntimeException>transact(
        handle -> {
          requests.remember(handle, OWNER, requestId, fingerprint, 42);
          return outbox.append(handle, OWNER, news);
        });
  }

  private String repeat(String requestId) {
    CallWrites second = new CallWrites(WritePositions.NONE);
    in(second, () -> database.read(h -> requests.find(h, OWNER, requestId, fingerprint)));
    return second.made().toString();
  }

  private List<Long> ids() {
    return database.read(
        h -> h.createQuery("SELECT id FROM outbox ORDER BY id").mapTo(Long.class).list());
  }

  private static void in(CallWrites call, Runnable work) {
    call.in(Context.ROOT).run(work);
  }
}
