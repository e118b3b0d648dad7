package tintype.benchmarks;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tintype.platform.config.Config;
import tintype.platform.server.DatabasesConfig;

/**
 * What vtgate and each driver add to the commonest statements: the same statements by turns on
 * plain MySQL, on vtgate by Connector/J and on vtgate by Vitess's own driver, one at a time.
 */
@Command(
    name = "statements",
    description = "The commonest statements on plain MySQL and on Vitess, by each driver.")
public final class StatementsCommand implements Callable<Integer> {
  private static final int WARM_UP_ROUNDS = 3;
  private static final int CALLS_A_ROUND = 50;

  @Option(
      names = "--mysql",
      description = "host:port of a plain MySQL (default: ${DEFAULT-VALUE}).")
  private String mysql = "127.0.0.1:3306";

  @Option(names = "--user", description = "Of the plain MySQL (default: ${DEFAULT-VALUE}).")
  private String user = "root";

  @Option(names = "--password", description = "Of that user (default: none).")
  private String password = "";

  @Option(names = "--vtgate", description = "vtgate's MySQL port (default: ${DEFAULT-VALUE}).")
  private String vtgate = "127.0.0.1:15306";

  @Option(names = "--vtgate-grpc", description = "Its gRPC port (default: ${DEFAULT-VALUE}).")
  private String vtgateGrpc = "127.0.0.1:15307";

  @Option(
      names = "--rounds",
      description = "Each makes 50 calls of each statement everywhere (default: ${DEFAULT-VALUE}).")
  private int rounds = 20;

  @Override
  public Integer call() {
    String url = "jdbc:mysql://" + mysql + "/{keyspace}?createDatabaseIfNotExist=true";
    try (Databases plain = open("MySQL", url, user, password, "");
        Databases byMySql =
            open("vtgate, Connector/J", "jdbc:mysql://" + vtgate + "/{keyspace}", vtgateGrpc);
        Databases byGrpc =
            open("vtgate, Vitess JDBC", "jdbc:vitess://" + vtgateGrpc + "/{keyspace}", "")) {
      StatementRows.make(plain);
      StatementRows.make(byMySql);
      try {
        print(measure(List.of(plain, byMySql, byGrpc)));
      } finally {
        StatementRows.delete(plain);
        StatementRows.delete(byMySql);
      }
    }
    return 0;
  }

  private static Databases open(String name, String url, String grpc) {
    return open(name, url, "tintype", "", grpc);
  }

  private static Databases open(
      String name, String url, String user, String password, String grpc) {
    Map<String, String> settings =
        Map.of(
            "database-url", url,
            "database-user", user,
            "database-password", password,
            "database-vtgate", grpc);
    return Databases.open(name, Config.of(settings).bind("database", DatabasesConfig.embedded()));
  }

  private Map<Statement, List<Times>> measure(List<Databases> databases) {
    Map<Statement, List<Times>> times = new EnumMap<>(Statement.class);
    for (int round = -WARM_UP_ROUNDS; round < rounds; round++) {
      for (Statement statement : Statement.values()) {
        List<Times> here =
            times.computeIfAbsent(
                statement, s -> databases.stream().map(d -> new Times(d.name())).toList());
        for (int i = 0; i < databases.size(); i++) {
          run(statement, databases.get(i), round < 0 ? new Times("warm-up") : here.get(i));
        }
      }
    }
    return times;
  }

  private static void run(Statement statement, Databases databases, Times times) {
    for (int call = 0; call < CALLS_A_ROUND; call++) {
      long start = System.nanoTime();
      statement.run(databases);
      times.record(System.nanoTime() - start);
    }
  }

  private static void print(Map<Statement, List<Times>> all) {
    System.out.printf("%-28s %-20s %9s %9s %9s%n", "", "", "p50 us", "p99 us", "to MySQL");
    all.forEach(
        (statement, times) -> {
          double plain = times.getFirst().percentile(50);
          for (Times each : times) {
            System.out.printf(
                Locale.ROOT,
                "%-28s %-20s %,9.0f %,9.0f %8.2fx%n",
                each == times.getFirst() ? statement.words() : "",
                each.name(),
                each.percentile(50) / 1000,
                each.percentile(99) / 1000,
                each.percentile(50) / plain);
          }
        });
  }
}
