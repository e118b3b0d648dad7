package tintype.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.platform.changelog.BinlogChangeLog;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;
import tintype.platform.rpc.RequestId;
import tintype.platform.sql.Database;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Migrations;

/** The contract on a plain server of its own, which it restarts. */
@OnPlainServers
final class BinlogChangeLogIT implements ChangeLogContract {
  private static final AtomicLong ids = new AtomicLong(1);
  private static final SimpleMeterRegistry meters = new SimpleMeterRegistry();

  @TempDir static Path folder;
  private static PrivateServer server;
  private static Database graph;
  private static Database media;

  @BeforeAll
  static void startServer() {
    server = PrivateServer.start(folder);
    graph = open(Keyspace.GRAPH);
    media = open(Keyspace.MEDIA);
  }

  @AfterAll
  static void stopServer() {
    graph.close();
    media.close();
    server.close();
  }

  @Override
  public ChangeLog changeLog() {
    return new BinlogChangeLog(graph, meters);
  }

  @Override
  public Database database() {
    return graph;
  }

  @Override
  public ChangeLog otherChangeLog() {
    return new BinlogChangeLog(media, meters);
  }

  @Override
  public Database otherDatabase() {
    return media;
  }

  @Override
  public void restartDatabase() {
    server.close();
    server = PrivateServer.start(folder);
  }

  @Override
  public long newId() {
    return ids.getAndIncrement();
  }

  @Test
  void aPositionThatTheServerDoesNotHaveIsReportedAsLost() {
    RecordingConsumer consumer = new RecordingConsumer();
    Position beyond = new Position("binlog.000001:999999999999");
    try (Subscription tail = changeLog().tail("lost", Map.of(stream(), beyond), consumer)) {
      Eventually.await(SOON, () -> tail.isLost(stream()));
    }
    assertThat(consumer.lost())
        .singleElement()
        .satisfies(
            lost ->
                assertThat(lost)
                    .hasMessageStartingWith(
                        "stream graph/0: position binlog.000001:999999999999 (expected: one of"));
  }

  @Test
  void anErrorIsToldAndTheBatchComesAgain() {
    AtomicBoolean broken = new AtomicBoolean(true);
    RecordingConsumer recorded = new RecordingConsumer();
    ChangeConsumer consumer =
        batch -> {
          if (broken.get()) {
            throw new NoClassDefFoundError("a class that is not there");
          }
          recorded.apply(batch);
        };
    try (Subscription tail = changeLog().tail("failing", changeLog().end(), consumer)) {
      long id = newId();
      database()
          .execute(
              handle ->
                  handle.execute(
                      "INSERT INTO outbox (id, user_id, kind, payload) VALUES (?, 1, 'Tested', '')",
                      id));

      Eventually.awaitPass(
          SOON,
          () ->
              assertThat(tail.trouble())
                  .startsWith("stream graph/0: A change could not be applied")
                  .contains("a class that is not there"));
      assertThat(
              meters
                  .get("changelog.failures")
                  .tags("consumer", "failing", "stream", "graph/0")
                  .functionCounter()
                  .count())
          .isGreaterThanOrEqualTo(3);

      broken.set(false);
      assertThat(recorded.awaitIds(1)).containsExactly(id);
      Eventually.await(SOON, () -> tail.trouble().isEmpty());
    }
  }

  @Test
  void effectsRunInTheContextOfTheRequestThatWroteTheEvent() {
    List<String> seen = new CopyOnWriteArrayList<>();
    ChangeConsumer consumer =
        batch ->
            batch
                .events()
                .forEach(event -> seen.add(event.requestId() + "/" + RequestId.current()));
    try (Subscription tail = changeLog().tail("tracing", changeLog().end(), consumer)) {
      for (String requestId : List.of("one", "", "two")) {
        int count = seen.size() + 1;
        database()
            .execute(
                handle ->
                    handle.execute(
                        "INSERT INTO outbox (id, user_id, kind, payload, request_id)"
                            + " VALUES (?, 1, 'Tested', '', ?)",
                        newId(),
                        requestId));
        Eventually.await(SOON, () -> seen.size() >= count);
      }
    }
    assertThat(seen).containsExactly("one/one", "/", "two/two");
  }

  @Test
  void lagIsAMetric() {
    Map<StreamId, Position> end = changeLog().end();
    Subscription tail = changeLog().tail("measured", end, new RecordingConsumer());
    try (tail) {
      Eventually.await(
          SOON,
          () ->
              meters
                      .get("changelog.lag.seconds")
                      .tags("consumer", "measured", "stream", "graph/0")
                      .gauge()
                      .value()
                  == 0);
    }
    assertThat(meters.find("changelog.lag.seconds").tag("consumer", "measured").gauge()).isNull();
    assertThat(tail.lag()).isLessThan(Duration.ofMinutes(1));
  }

  private static Database open(Keyspace keyspace) {
    DatabaseConfig config = server.database(keyspace);
    Migrations.apply(config, keyspace);
    return Database.open(keyspace, config, new SimpleMeterRegistry());
  }
}
