package tintype.testkit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.Keyspace;

/**
 * The Vitess cluster that runs beside the tests, and the script {@code
 * feed-core/testkit/vitess/cluster} that rules it. Which cluster is said by the script's
 * environment variables, above all {@code VITESS_CLUSTER_PORT}; whoever runs the tests has it up.
 */
public final class VitessCluster {
  /** The script's own default. */
  private static final int DEFAULT_PORT = 15300;

  private static final Duration LONGEST_VERB = Duration.ofMinutes(10);

  private final int firstPort;

  private VitessCluster(int firstPort) {
    this.firstPort = firstPort;
  }

  /** The cluster that the environment names. */
  public static VitessCluster get() {
    return new VitessCluster(
        Optional.ofNullable(System.getenv("VITESS_CLUSTER_PORT"))
            .map(Integer::parseInt)
            .orElse(DEFAULT_PORT));
  }

  /** Of vtgate's pages, such as {@code /debug/query_plans}. */
  public int pagesPort() {
    return firstPort + 5;
  }

  public int mysqlPort() {
    return firstPort + 6;
  }

  public int grpcPort() {
    return firstPort + 7;
  }

  /** {@code host:port} of vtgate's gRPC. */
  public String vtgate() {
    return "127.0.0.1:" + grpcPort();
  }

  /** A keyspace by Connector/J on vtgate's MySQL port. */
  public DatabaseConfig byMysqlProtocol(Keyspace keyspace) {
    return new DatabaseConfig(
        "jdbc:mysql://127.0.0.1:" + mysqlPort() + "/" + keyspace.lowerName() + "?sslMode=DISABLED",
        "tintype",
        "",
        DatabaseConfig.DEFAULT_POOL_SIZE,
        DatabaseConfig.DEFAULT_CONNECTION_TIMEOUT,
        vtgate());
  }

  /** A keyspace by the Vitess JDBC driver on vtgate's gRPC port. */
  public DatabaseConfig byVitessJdbc(Keyspace keyspace) {
    return DatabaseConfig.of("jdbc:vitess://" + vtgate() + "/" + keyspace.lowerName(), "", "");
  }

  /**
   * For tests that let a primary die or a replica answer.
   *
   * @throws IllegalStateException if a keyspace has no replicas, with how to get them
   */
  public void requireReplicas(Keyspace keyspace) {
    String name = keyspace.lowerName();
    if (!run("vtctl", "GetTablets", "--keyspace", name, "--tablet-type", "replica")
        .contains(name)) {
      throw new IllegalStateException(
          "keyspace " + name + " has no replicas: cluster up --replicas=" + name);
    }
  }

  /**
   * Runs a verb of the script, such as {@code run("restart", "vtgate")}, and waits for its end.
   *
   * @return what it printed
   * @throws IllegalStateException if it fails or takes longer than ten minutes, with what it said
   */
  public String run(String... verb) {
    List<String> command = new ArrayList<>(List.of(script().toString()));
    command.addAll(List.of(verb));
    try {
      // Into a file: what the script starts keeps a pipe open for as long as it lives.
      Path said = Files.createTempFile("cluster", ".log");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectInput(new File("/dev/null"))
              .redirectOutput(said.toFile())
              .start();
      boolean ended = process.waitFor(LONGEST_VERB.toSeconds(), TimeUnit.SECONDS);
      String output = Files.readString(said);
      Files.delete(said);
      if (!ended) {
        process.destroy();
        throw new IllegalStateException(
            command + " still runs after " + LONGEST_VERB + ": " + output);
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException(command + " failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(command + " was interrupted", e);
    }
  }

  private static Path script() {
    return CheckoutRoot.find().resolve("feed-core/testkit/vitess/cluster");
  }
}
