package tintype.platform.sql;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import tintype.testkit.VitessCluster;

/** The drivers that reach a cluster, and what tests ask of it before they begin. */
enum Vitess {
  CONNECTOR_J,
  VITESS_JDBC;

  static final VitessCluster CLUSTER = VitessCluster.get();

  DatabaseConfig config(Keyspace keyspace) {
    return switch (this) {
      case CONNECTOR_J -> CLUSTER.byMysqlProtocol(keyspace);
      case VITESS_JDBC -> CLUSTER.byVitessJdbc(keyspace);
    };
  }

  static void assumeRunning() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), CLUSTER.mysqlPort())) {
      assumeTrue(socket.isConnected());
    } catch (IOException e) {
      assumeTrue(false, "no Vitess runs on port " + CLUSTER.mysqlPort() + ": cluster up");
    }
  }

  static void assumeReplicas() {
    assumeRunning();
    assumeTrue(
        CLUSTER.run("vtctl", "GetTablets", "--tablet-type", "replica").contains(" replica "),
        "the cluster has no replicas: cluster up --replicas");
  }
}
