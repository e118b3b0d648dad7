package tintype.testkit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.VStreamChangeLog;
import tintype.platform.sql.Database;
import tintype.platform.sql.Keyspace;

/** The contract on the cluster beside the tests, whose vtgate it restarts. */
@OnVitess
final class VStreamChangeLogIT implements ChangeLogContract {
  /** The rows outlive the test. */
  private static final AtomicLong ids = new AtomicLong(System.currentTimeMillis() << 16);

  private static final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private static final VitessCluster cluster = VitessCluster.get();

  private static Database graph;
  private static Database media;
  private static ChangeLog graphLog;
  private static ChangeLog mediaLog;

  @BeforeAll
  static void connect() {
    graph = open(Keyspace.GRAPH);
    media = open(Keyspace.MEDIA);
    graphLog = new VStreamChangeLog(graph, meters);
    mediaLog = new VStreamChangeLog(media, meters);
  }

  @AfterAll
  static void disconnect() {
    graphLog.close();
    mediaLog.close();
    graph.close();
    media.close();
  }

  @Override
  public ChangeLog changeLog() {
    return graphLog;
  }

  @Override
  public Database database() {
    return graph;
  }

  @Override
  public ChangeLog otherChangeLog() {
    return mediaLog;
  }

  @Override
  public Database otherDatabase() {
    return media;
  }

  @Override
  public void restartDatabase() {
    cluster.run("restart", "vtgate");
  }

  @Override
  public Position positionOfAnotherLog() {
    String nobody = "00000000-0000-0000-0000-000000000000:1-9";
    return new Position("-80=" + nobody + " 80-=" + nobody);
  }

  @Override
  public MeterRegistry meters() {
    return meters;
  }

  @Override
  public Set<String> lagStreams() {
    return Set.of("graph/-80", "graph/80-");
  }

  @Override
  public long newId() {
    return ids.getAndIncrement();
  }

  private static Database open(Keyspace keyspace) {
    boolean ownDriver = System.getProperty("tintype.test.database").equals("vitess-jdbc");
    return Database.open(
        keyspace,
        ownDriver ? cluster.byVitessJdbc(keyspace) : cluster.byMysqlProtocol(keyspace),
        meters);
  }
}
