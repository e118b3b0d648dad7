package tintype.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tintype.platform.rpc.SeeingCalls;
import tintype.platform.rpc.WritePosition;
import tintype.testkit.Eventually;
import tintype.testkit.OnVitess;
import tintype.testkit.TestDatabase;
import tintype.testkit.VitessCluster;

/** Replicas that do not follow: lists are old for a while, but not to those who wrote. */
@OnVitess
final class ReplicaReadsIT {
  private static final Pattern REPLICA = Pattern.compile("(zone1-\\d+) media \\S+ replica ");

  private final VitessCluster cluster = VitessCluster.get();
  private List<String> replicas;

  @BeforeEach
  void replicasFollow() {
    cluster.requireReplicas(Keyspace.MEDIA);
    replicas =
        REPLICA
            .matcher(cluster.run("vtctl", "GetTablets", "--keyspace", "media"))
            .results()
            .map(match -> match.group(1))
            .filter(this::follows)
            .toList();
    assertThat(replicas).isNotEmpty();
  }

  @AfterEach
  void followAgain() {
    if (replicas != null) {
      // It starts them again, too.
      cluster.run("kill", "vtorc", "CONT");
      onReplicas("START REPLICA SQL_THREAD");
    }
  }

  @Test
  void listsMayBeOldButNeverForThoseWhoWroteAndNotForLong() throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    DatabaseConfig config = TestDatabase.wholeSystem().get(Keyspace.MEDIA).withReplicaReads(true);
    String id = UUID.randomUUID().toString();
    try (Database database = Database.open(Keyspace.MEDIA, config, meters)) {
      // A driver's first connection takes seconds on a busy machine.
      Eventually.awaitPass(Duration.ofSeconds(60), () -> insert(database, id));
      Eventually.awaitPass(
          Duration.ofSeconds(60), () -> assertThat(countStale(database, id)).isEqualTo(1));
      cluster.run("kill", "vtorc", "STOP");
      onReplicas("STOP REPLICA SQL_THREAD");
      String news = UUID.randomUUID().toString();

      insert(database, news);

      assertThat(countStale(database, news)).as("a list").isZero();
      WritePosition own = new WritePosition("media", 17);
      int seen = SeeingCalls.mustSee(own).call(() -> countStale(database, news));
      assertThat(seen).as("its writer's list").isEqualTo(1);
      WritePosition elsewhere = new WritePosition("graph", 17);
      int unseen = SeeingCalls.mustSee(elsewhere).call(() -> countStale(database, news));
      assertThat(unseen).as("a list of who wrote elsewhere").isZero();
      Eventually.awaitPass(
          Duration.ofSeconds(60), () -> assertThat(countStale(database, news)).isEqualTo(1));
      assertThat(meters.get("db.replica.reads").tag("result", "fallen_back").counter().count())
          .isPositive();
    }
  }

  /** A primary that was killed may have come back as a replica of nobody. */
  private boolean follows(String replica) {
    try {
      cluster.run("vtctl", "ExecuteFetchAsDBA", replica, "START REPLICA SQL_THREAD");
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  private static void insert(Database database, String id) {
    database.<RuntimeException>execute(
        handle ->
            handle.execute(
                "INSERT INTO request (user_id, request_id, fingerprint, result_id, create_micros)"
                    + " VALUES (1, ?, '', 0, 0)",
                id));
  }

  private static int countStale(Database database, String id) {
    return database.readStale(
        handle ->
            handle
                .createQuery("SELECT COUNT(*) FROM request WHERE user_id = 1 AND request_id = ?")
                .bind(0, id)
                .mapTo(Integer.class)
                .one());
  }

  private void onReplicas(String statement) {
    SoftAssertions each = new SoftAssertions();
    replicas.forEach(
        replica -> each.check(() -> cluster.run("vtctl", "ExecuteFetchAsDBA", replica, statement)));
    each.assertAll();
  }
}
