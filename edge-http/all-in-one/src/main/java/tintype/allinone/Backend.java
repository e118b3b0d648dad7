package tintype.allinone;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.jdbi.v3.core.statement.Query;
import tintype.platform.auth.AuthInterceptor;
import tintype.platform.config.Config;
import tintype.platform.server.DatabasesConfig;
import tintype.platform.sql.Database;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.EmbeddedMariaDb;
import tintype.platform.sql.Keyspace;

/**
 * The system as a command meets it, over its ports: the one that runs on the data folder, else one
 * started in this process for as long as the command runs.
 */
final class Backend implements AutoCloseable {
  private static final int CONNECTIONS = 4;

  private final Path folder;
  private final Deque<AutoCloseable> parts = new ConcurrentLinkedDeque<>();
  private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
  private final Map<Keyspace, Database> databases = new ConcurrentHashMap<>();
  private final Map<String, Integer> ports;
  private final String token;

  private Backend(Path folder, Map<String, Integer> ports, String token) {
    this.folder = folder;
    this.ports = ports;
    this.token = token;
  }

  static Backend of(Config config, PrintStream out) {
    AllInOneConfig all = config.bind("", AllInOneConfig.defaults());
    Path folder = all.dataDir().toAbsolutePath().normalize();
    if (DataFolder.isTaken(folder)) {
      out.println("Using the Tintype that runs on " + folder);
      return new Backend(folder, DataFolder.readPorts(folder), readToken(folder));
    }
    AllInOne own = AllInOne.start(config, out::println);
    try {
      Welcome.awaitReady(own, out);
      Backend backend = new Backend(folder, own.ports(), readToken(folder));
      backend.parts.push(own);
      return backend;
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  /** A channel to a service, called as the tools of this machine. */
  Channel channel(String service) {
    return channelFor(service, 0);
  }

  /** The same, acting for an account; all channels to a service share a connection. */
  Channel channelFor(String service, long account) {
    return ClientInterceptors.intercept(
        channels.computeIfAbsent(service, this::connect), new AsTools(account));
  }

  private ManagedChannel connect(String service) {
    ManagedChannel channel =
        NettyChannelBuilder.forAddress("127.0.0.1", ports.get(service + "-port"))
            .usePlaintext()
            .build();
    parts.push(channel::shutdownNow);
    return channel;
  }

  /** The rows themselves, to compare the services' answers with. */
  Database database(Keyspace keyspace) {
    return databases.computeIfAbsent(keyspace, this::open);
  }

  private Database open(Keyspace keyspace) {
    DatabaseConfig config = streaming(databaseConfig(keyspace)).withPoolSize(CONNECTIONS);
    Database database = Database.open(keyspace, config, new SimpleMeterRegistry());
    parts.push(database);
    return database;
  }

  private DatabaseConfig databaseConfig(Keyspace keyspace) {
    DatabasesConfig given = LocalDatabases.read(folder);
    return given.url().isEmpty()
        ? EmbeddedMariaDb.reach(folder.resolve("mariadb"), keyspace)
        : given.all().get(keyspace);
  }

  /** Vitess refuses answers of more than some thousand rows unless it may stream them. */
  private static DatabaseConfig streaming(DatabaseConfig config) {
    if (!config.isVitess()) {
      return config;
    }
    String parameter =
        config.isByVitessDriver() ? "executeType=stream" : "sessionVariables=workload=olap";
    String url = config.jdbcUrl() + (config.jdbcUrl().contains("?") ? "&" : "?") + parameter;
    return DatabaseConfig.of(url, config.user(), config.password()).withVtgate(config.vtgate());
  }

  /**
   * Reads rows one by one, so that they are never in memory together. Where the connection is lost
   * on the way it fails: the reader would see rows twice if it began again.
   */
  void scan(Keyspace keyspace, String sql, RowReader reader) {
    Database database = database(keyspace);
    database.readApart(
        handle -> {
          try (Query query = handle.createQuery(sql)) {
            if (!database.config().isByVitessDriver()) {
              // Connector/J's word for "as they come"; Vitess's driver always does that here.
              query.setFetchSize(Integer.MIN_VALUE);
            }
            return query.scanResultSet((rows, context) -> readAll(rows.get(), reader));
          }
        });
  }

  private static int readAll(ResultSet rows, RowReader reader) throws SQLException {
    int count = 0;
    for (; rows.next(); count++) {
      reader.read(rows);
    }
    return count;
  }

  /** What is done with each row. */
  @FunctionalInterface
  interface RowReader {
    void read(ResultSet row) throws SQLException;
  }

  @Override
  public void close() {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("while ending the command", e);
      }
    }
  }

  private static String readToken(Path folder) {
    try {
      return Files.readString(folder.resolve("credentials").resolve(LocalToken.FILE)).strip();
    } catch (IOException e) {
      throw new StartException(
          "Cannot read the tools' token in " + folder + ": " + e.getMessage() + ".", e);
    }
  }

  private final class AsTools implements ClientInterceptor {
    private final long account;

    AsTools(long account) {
      this.account = account;
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
        MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
      return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
        @Override
        public void start(Listener<A> listener, Metadata headers) {
          headers.discardAll(AuthInterceptor.AUTHORIZATION);
          headers.put(AuthInterceptor.AUTHORIZATION, "Bearer " + token);
          if (account != 0) {
            headers.put(AuthInterceptor.ON_BEHALF_OF, Long.toString(account));
          }
          super.start(listener, headers);
        }
      };
    }
  }
}
