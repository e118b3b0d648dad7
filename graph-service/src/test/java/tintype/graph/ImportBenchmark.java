package tintype.graph;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tintype.graph.v1.ImportFollowsRequest;
import tintype.graph.v1.ImportFollowsRequest.Follows;
import tintype.graph.v1.ImportFollowsResponse;
import tintype.graph.v1.ImportServiceGrpc;
import tintype.graph.v1.ImportServiceGrpc.ImportServiceBlockingStub;
import tintype.platform.auth.Credentials;
import tintype.platform.config.Config;
import tintype.platform.server.Installation;
import tintype.platform.server.RunningService;
import tintype.platform.server.ServerConfig;
import tintype.platform.sql.Database;
import tintype.platform.sql.DatabaseConfig;
import tintype.platform.sql.EmbeddedMariaDb;
import tintype.platform.sql.Keyspace;
import tintype.platform.sql.Migrations;
import tintype.testkit.FakeAccounts;
import tintype.testkit.TestDatabase;

/**
 * How fast follows are loaded over gRPC into a durable database, and how fast the mirror follows.
 * Runs when named: {@code -Dtest=ImportBenchmark -Dbenchmark.file=...}, a gzipped file of {@code
 * follower<TAB>followee} lines.
 */
final class ImportBenchmark {
  private static final long FIRST_ID = 1L << 50;
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final Path FILE = Path.of(System.getProperty("benchmark.file", ""));
  private static final int LINES = Integer.getInteger("benchmark.lines", Integer.MAX_VALUE);
  private static final int EDGES_PER_REQUEST = Integer.getInteger("benchmark.edges", 10_000);
  private static final int CLIENTS = Integer.getInteger("benchmark.clients", 4);
  private static final long BUFFER_POOL_MIB = Long.getLong("benchmark.bufferPoolMiB", 256);

  @Test
  void load(@TempDir Path folder) throws Exception {
    FakeAccounts accounts = new FakeAccounts();
    var requests = requests(accounts);
    try (EmbeddedMariaDb server = EmbeddedMariaDb.start(config(folder), step -> {})) {
      Map<Keyspace, DatabaseConfig> databases = new EnumMap<>(Keyspace.class);
      for (Keyspace keyspace : List.of(Keyspace.ACCOUNT, Keyspace.GRAPH)) {
        databases.put(keyspace, server.database(keyspace));
        Migrations.apply(server.database(keyspace), keyspace);
      }
      Server accountService =
          InProcessServerBuilder.forName("account").addService(accounts).build().start();
      try (Installation installation =
          new Installation(
              Config.of(Map.of("data-dir", folder.toString())),
              Clock.systemUTC(),
              new SimpleMeterRegistry(),
              new Credentials(folder.resolve("credentials")),
              Map.of(),
              databases)) {
        run(installation, requests);
      } finally {
        accountService.shutdownNow();
      }
    }
  }

  private static EmbeddedMariaDb.Config config(Path folder) {
    var defaults = TestDatabase.privateServer(folder);
    return new EmbeddedMariaDb.Config(folder, 0, BUFFER_POOL_MIB << 20, defaults.software(), true);
  }

  private static void run(Installation installation, BlockingQueue<ImportFollowsRequest> requests)
      throws Exception {
    try (RunningService service =
            RunningService.start(new GraphModule(installation), ServerConfig.defaults(), 0);
        var threads = Executors.newFixedThreadPool(CLIENTS)) {
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", service.port()).usePlaintext().build();
      ImportServiceBlockingStub stub = stub(channel, installation);
      long start = System.nanoTime();
      List<Future<Long>> created = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        created.add(threads.submit(() -> send(stub, requests)));
      }
      long sum = 0;
      for (Future<Long> part : created) {
        sum += part.get();
      }
      print("acknowledged", sum, start);
      print("mirrored meanwhile", mirrored(installation), start);
      while (mirrored(installation) < sum) {
        LockSupport.parkNanos(20_000_000);
      }
      print("mirrored", sum, start);
      channel.shutdownNow();
    }
  }

  private static ImportServiceBlockingStub stub(ManagedChannel channel, Installation installation) {
    Metadata headers = new Metadata();
    headers.put(
        AUTHORIZATION,
        "Bearer "
            + installation
                .trust()
                .signer("tools")
                .serviceToken(Set.of("graph"), Duration.ofMinutes(30)));
    return ImportServiceGrpc.newBlockingStub(channel)
        .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static long send(
      ImportServiceBlockingStub stub, BlockingQueue<ImportFollowsRequest> requests) {
    long created = 0;
    for (ImportFollowsRequest next; (next = requests.poll()) != null; ) {
      ImportFollowsResponse answer = stub.importFollows(next);
      created += answer.getCreated();
    }
    return created;
  }

  private static long mirrored(Installation installation) {
    Database database = installation.database(Keyspace.GRAPH);
    return database.read(
        handle ->
            handle
                .select("SELECT COALESCE(SUM(followers), 0) FROM follow_counter")
                .mapTo(Long.class)
                .one());
  }

  private static BlockingQueue<ImportFollowsRequest> requests(FakeAccounts accounts)
      throws IOException {
    Map<Long, Set<Long>> follows = new LinkedHashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(FILE))))) {
      reader
          .lines()
          .filter(line -> !line.startsWith("#"))
          .limit(LINES)
          .forEach(
              line -> {
                int tab = line.indexOf('\t');
                long follower = FIRST_ID + Long.parseLong(line.substring(0, tab));
                long followee = FIRST_ID + Long.parseLong(line.substring(tab + 1));
                follows.computeIfAbsent(follower, f -> new LinkedHashSet<>()).add(followee);
              });
    }
    follows.forEach(
        (follower, followees) -> {
          accounts.add(follower);
          followees.forEach(accounts::add);
        });
    BlockingQueue<ImportFollowsRequest> requests = new LinkedBlockingQueue<>();
    var request = ImportFollowsRequest.newBuilder();
    int edges = 0;
    for (var entry : follows.entrySet()) {
      request.addFollows(
          Follows.newBuilder().setFollowerId(entry.getKey()).addAllFolloweeIds(entry.getValue()));
      edges += entry.getValue().size();
      if (edges >= EDGES_PER_REQUEST || request.getFollowsCount() == 1_000) {
        requests.add(request.build());
        request.clear();
        edges = 0;
      }
    }
    if (edges > 0) {
      requests.add(request.build());
    }
    return requests;
  }

  private static void print(String what, long edges, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf("%s: %,d in %.1f s, %,.0f/s%n", what, edges, seconds, edges / seconds);
  }
}
