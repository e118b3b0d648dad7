package tintype.platform.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import tintype.testkit.Eventually;
import tintype.testkit.OnVitess;
import tintype.testkit.TestDatabase;
import tintype.testkit.VitessCluster;

/**
 * Writers with request ids write while parts of a cluster die. Each write counts one up in its
 * transaction; what a writer gets back is that it took effect, or that it may ask again.
 */
@OnVitess
final class VitessFailoverIT {
  private static final int WRITERS = 8;

  private final VitessCluster cluster = VitessCluster.get();
  private final DatabaseConfig config = TestDatabase.wholeSystem().get(Keyspace.MEDIA);

  /** A mysqld that was killed comes back as a replica. */
  @AfterEach
  void everythingRuns() {
    cluster.run("up");
  }

  /**
   * Each driver has a shard of its own: a primary that died while no replica had acknowledged its
   * last write has one transaction too many afterwards, and Vitess does not let it follow again.
   */
  @Test
  void aPrimaryThatIsKilledLosesNoWriteAndDoublesNone(TestReporter reporter) throws Exception {
    cluster.requireReplicas(Keyspace.MEDIA);
    String shard = config.isByVitessDriver() ? "media/80-" : "media/-80";
    everyWriteTakesEffectOnceWhile(reporter, () -> cluster.run("kill", "mysqld-" + shard));
  }

  @Test
  void aVtgateThatIsKilledLosesNoWriteAndDoublesNone(TestReporter reporter) throws Exception {
    everyWriteTakesEffectOnceWhile(
        reporter,
        () -> {
          cluster.run("kill", "vtgate");
          cluster.run("restart", "vtgate");
        });
  }

  private void everyWriteTakesEffectOnceWhile(TestReporter reporter, Runnable disturbance)
      throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    AtomicBoolean stop = new AtomicBoolean();
    try (Database database = Database.open(Keyspace.MEDIA, config, meters);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<RequestWriter> writers = new ArrayList<>();
      List<Future<?>> ends = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        RequestWriter writer =
            new RequestWriter(database, ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE));
        writers.add(writer);
        ends.add(threads.submit(() -> writer.writeUntil(stop)));
      }
      try {
        awaitWrites(writers, ends);
        disturbance.run();
        awaitWrites(writers, ends);
      } finally {
        stop.set(true);
      }
      for (Future<?> end : ends) {
        end.get(60, TimeUnit.SECONDS);
      }

      for (RequestWriter writer : writers) {
        assertThat(writer.requests()).isEqualTo(writer.acknowledged());
        assertThat(writer.sum()).isEqualTo(writer.acknowledged());
      }
      reporter.publishEntry("the writers saw", summary(writers, meters));
    }
  }

  /** Until each has written a few times more; one that has failed instead fails the test. */
  private static void awaitWrites(List<RequestWriter> writers, List<Future<?>> ends)
      throws Exception {
    List<Integer> before = writers.stream().map(RequestWriter::acknowledged).toList();
    Eventually.await(
        Duration.ofSeconds(60),
        () -> {
          boolean all = true;
          for (int i = 0; i < writers.size(); i++) {
            all &= ends.get(i).isDone() || writers.get(i).acknowledged() > before.get(i) + 5;
          }
          return all;
        });
    for (Future<?> end : ends) {
      if (end.isDone()) {
        end.get();
      }
    }
  }

  private static String summary(List<RequestWriter> writers, SimpleMeterRegistry meters) {
    int acknowledged = writers.stream().mapToInt(RequestWriter::acknowledged).sum();
    int unavailable = writers.stream().mapToInt(RequestWriter::unavailable).sum();
    int unknown = writers.stream().mapToInt(RequestWriter::unknown).sum();
    int settled = writers.stream().mapToInt(RequestWriter::settled).sum();
    long stall = writers.stream().mapToLong(RequestWriter::longestMillis).max().orElse(0);
    double retries =
        meters.find("db.retries").counters().stream().mapToDouble(c -> c.count()).sum();
    return ("%d writes, longest %d ms, %d unavailable, %d unknown of which %d had taken effect,"
            + " %.0f tried again")
        .formatted(acknowledged, stall, unavailable, unknown, settled, retries);
  }
}
