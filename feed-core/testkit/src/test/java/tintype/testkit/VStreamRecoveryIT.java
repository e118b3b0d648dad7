package tintype.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;
import tintype.platform.changelog.VStreamChangeLog;
import tintype.platform.sql.Database;
import tintype.platform.sql.DatabaseUnavailableException;
import tintype.platform.sql.Keyspace;

/**
 * What becomes of the change log while writers write and the cluster beside the tests is disturbed.
 * Each test leaves the cluster with the shards that it found.
 */
@OnVitess
@EnabledIfSystemProperty(
    named = "tintype.test.database",
    matches = "vtgate",
    disabledReason = "the driver has no part in it: once is enough")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class VStreamRecoveryIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String TWO = "-80,80-";
  private static final String FOUR = "-40,40-80,80-c0,c0-";

  private static final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private static final VitessCluster cluster = VitessCluster.get();

  private static Logged account;
  private static Logged graph;
  private static Logged media;

  /** A keyspace with its change log. */
  private record Logged(Database database, ChangeLog log) {
    static Logged open(Keyspace keyspace) {
      Database database = Database.open(keyspace, cluster.byMysqlProtocol(keyspace), meters);
      return new Logged(database, new VStreamChangeLog(database, meters));
    }

    void close() {
      log.close();
      database.close();
    }
  }

  @BeforeAll
  static void connect() {
    account = Logged.open(Keyspace.ACCOUNT);
    graph = Logged.open(Keyspace.GRAPH);
    media = Logged.open(Keyspace.MEDIA);
  }

  @AfterAll
  static void disconnect() {
    List.of(account, graph, media).forEach(Logged::close);
  }

  @Test
  void nothingIsLostWhileVtgateRestarts() {
    survive(graph, () -> cluster.run("restart", "vtgate"));
  }

  @Test
  void nothingIsLostWhileATabletRestarts() {
    survive(graph, () -> cluster.run("restart", "vttablet-" + tablet("graph/-80", "primary")));
  }

  @Test
  void nothingIsLostWhileAReplicaBecomesThePrimary() {
    cluster.requireReplicas(Keyspace.MEDIA);
    survive(
        media,
        () -> {
          String replica = "zone1-%010d".formatted(tablet("media/80-", "replica"));
          cluster.run("vtctl", "PlannedReparentShard", "--new-primary", replica, "media/80-");
        });
  }

  @Test
  void aConsumerWhoseLogWasPurgedIsTold() {
    Map<StreamId, Position> saved = account.log().end();
    try (OutboxWriters writers = OutboxWriters.start(account.database())) {
      writers.awaitMore(100);
    }
    for (String shard : List.of("account/-80", "account/80-")) {
      String primary = "zone1-%010d".formatted(tablet(shard, "primary"));
      cluster.run("vtctl", "ExecuteFetchAsDBA", primary, "FLUSH BINARY LOGS");
      cluster.run(
          "vtctl", "ExecuteFetchAsDBA", primary, "PURGE BINARY LOGS BEFORE NOW() + INTERVAL 1 DAY");
    }
    requireLost(account.log(), saved);
  }

  /** One consumer is there all the time; another begins before the split when that is over. */
  @Test
  @Order(Integer.MAX_VALUE)
  void nothingIsLostWhileShardsAreSplitAndMerged() {
    Map<StreamId, Position> before = graph.log().end();
    GuardedEffects effects = new GuardedEffects();
    GuardedEffects late = new GuardedEffects();
    List<Subscription> tails = new ArrayList<>();
    tails.add(graph.log().tail("recovery", before, effects));
    try {
      OutboxWriters writers =
          writeDuring(
              graph,
              () -> {
                CompletableFuture<String> split =
                    CompletableFuture.supplyAsync(() -> cluster.run("reshard", "graph", TWO, FOUR));
                Eventually.await(
                    Duration.ofMinutes(9), () -> split.isCompletedExceptionally() || isSplit());
                tails.add(graph.log().tail("late", before, late));
                split.join();
              });
      tails.forEach(tail -> awaitEnd(graph.log(), tail));
      effects.requireAllOf(writers);
      late.requireAllOf(writers);
    } finally {
      tails.forEach(Subscription::close);
    }
    requireLost(graph.log(), before);
    survive(graph, () -> cluster.run("reshard", "graph", FOUR, TWO));
  }

  private static void survive(Logged keyspace, Runnable disturbance) {
    GuardedEffects effects = new GuardedEffects();
    ChangeLog log = keyspace.log();
    try (Subscription tail = log.tail("recovery", log.end(), effects)) {
      OutboxWriters writers = writeDuring(keyspace, disturbance);
      awaitEnd(log, tail);
      effects.requireAllOf(writers);
    }
  }

  private static OutboxWriters writeDuring(Logged keyspace, Runnable disturbance) {
    try (OutboxWriters writers = OutboxWriters.start(keyspace.database())) {
      writers.awaitMore(100);
      disturbance.run();
      writers.awaitMore(200);
      return writers;
    }
  }

  private static void awaitEnd(ChangeLog log, Subscription tail) {
    log.end()
        .forEach(
            (stream, position) -> {
              try {
                assertThat(tail.awaitPosition(stream, position, SOON))
                    .as(
                        "%s passes %s (trouble: %s)",
                        tail.position(stream), position, tail.trouble())
                    .isTrue();
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
  }

  private static void requireLost(ChangeLog log, Map<StreamId, Position> saved) {
    GuardedEffects effects = new GuardedEffects();
    try (Subscription tail = log.tail("lost", saved, effects)) {
      Eventually.await(SOON, () -> !effects.lost().isEmpty());
      assertThat(tail.isLost(log.streams().getFirst())).isTrue();
    }
  }

  private static boolean isSplit() {
    try {
      return graph.log().end().get(graph.log().streams().getFirst()).token().contains("40-80=");
    } catch (DatabaseUnavailableException e) {
      return false; // A shard was closed between being named and being asked.
    }
  }

  /** The number of a tablet of a shard. */
  private static int tablet(String shard, String role) {
    Matcher line =
        Pattern.compile("tablet (\\d+) " + shard + " " + role).matcher(cluster.run("status"));
    assertThat(line.find()).as("%s has a %s", shard, role).isTrue();
    return Integer.parseInt(line.group(1));
  }
}
