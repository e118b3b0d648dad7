package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.graph.v1.BatchGetFollowCountsRequest;
import tintype.graph.v1.FollowRequest;
import tintype.graph.v1.GraphServiceGrpc;
import tintype.graph.v1.GraphServiceGrpc.GraphServiceBlockingStub;
import tintype.graph.v1.ListFollowersRequest;
import tintype.platform.rpc.CallWrites;
import tintype.platform.sql.DatabaseConfig;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;

/** Reads of the other side of a follow that name the follow, over a real change log. */
@OnEveryDatabase
class AfterWritesIT {
  @RegisterExtension static final GraphBed bed = GraphBed.withPatientReads();

  private static ManagedChannel network;

  private final long ana = bed.account();
  private final long bob = bed.account();

  @BeforeAll
  static void connect() {
    network = NettyChannelBuilder.forAddress("127.0.0.1", bed.port()).usePlaintext().build();
    bed.awaitMirror();
  }

  @AfterAll
  static void disconnect() {
    network.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFollowSaysWhereItStandsAndTheNextReadShowsIt(boolean overNetwork) {
    double before = missed();
    for (int i = 0; i < 20; i++) {
      long celebrity = bed.account();

      String after = follow(overNetwork, ana, celebrity);

      assertThat(after).matches("graph:[0-9]+");
      assertThat(followers(overNetwork, celebrity, after)).containsExactly(Long.toString(ana));
      assertThat(count(overNetwork, celebrity, after)).isEqualTo(1);
    }
    assertThat(missed()).isEqualTo(before);
  }

  @Test
  void aFollowThatChangesNothingHasNoPosition() {
    assertThat(follow(false, ana, bob)).isNotNull();
    assertThat(follow(false, ana, bob)).isNull();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReadWaitsWhileTheMirrorIsHeldBack(boolean overNetwork) throws Exception {
    CompletableFuture<Integer> read;
    try (Connection lock = lockRow(bob)) {
      String after = follow(overNetwork, ana, bob);
      assertThat(count(overNetwork, bob, "")).isZero();
      read = CompletableFuture.supplyAsync(() -> count(overNetwork, bob, after));
      Eventually.await(Duration.ofSeconds(5), () -> bed.mirror().applied().waiting() > 0);
    }
    assertThat(read.get()).isEqualTo(1);
  }

  @Test
  void atTheLimitItAnswersAndIsCounted() throws SQLException {
    double before = missed();
    try (Connection lock = lockRow(bob)) {
      assertThat(count(false, bob, follow(false, ana, bob))).isZero();
    }
    assertThat(missed()).isEqualTo(before + 1);
    bed.awaitMirror();
  }

  @Test
  void whereNobodyHereAppliesItWaitsForTheLimitAndIsCounted() {
    double before = missed();
    bed.stopMirror();
    try {
      assertThat(count(false, bob, follow(false, ana, bob))).isZero();
      assertThat(missed()).isEqualTo(before + 1);
    } finally {
      bed.startMirror();
      bed.awaitMirror();
    }
  }

  /** As another transaction does that changes how many follow an account; closing undoes it. */
  private static Connection lockRow(long account) throws SQLException {
    DatabaseConfig config = bed.database().config();
    Connection connection =
        DriverManager.getConnection(config.jdbcUrl(), config.user(), config.password());
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("INSERT INTO follow_counter (user_id) VALUES (" + account + ")");
    }
    return connection;
  }

  /** The answer's {@code tintype-after}; null where it has none. */
  private static String follow(boolean overNetwork, long follower, long followee) {
    AtomicReference<Metadata> headers = new AtomicReference<>();
    AtomicReference<Metadata> trailers = new AtomicReference<>();
    stub(overNetwork, follower, "")
        .withInterceptors(MetadataUtils.newCaptureMetadataInterceptor(headers, trailers))
        .follow(FollowRequest.newBuilder().setAccountId(Long.toString(followee)).build());
    return headers.get().get(CallWrites.METADATA);
  }

  private List<String> followers(boolean overNetwork, long account, String after) {
    return stub(overNetwork, ana, after)
        .listFollowers(
            ListFollowersRequest.newBuilder().setAccountId(Long.toString(account)).build())
        .getAccountsList()
        .stream()
        .map(follower -> follower.getId())
        .toList();
  }

  private static int count(boolean overNetwork, long account, String after) {
    return bed.installation
        .asService(named(GraphServiceGrpc.newBlockingStub(channel(overNetwork)), after), "account")
        .batchGetFollowCounts(
            BatchGetFollowCountsRequest.newBuilder().addAccountIds(account).build())
        .getCounts(0)
        .getFollowers();
  }

  private static GraphServiceBlockingStub stub(boolean overNetwork, long account, String after) {
    return bed.installation.asAccount(
        named(GraphServiceGrpc.newBlockingStub(channel(overNetwork)), after), account);
  }

  private static Channel channel(boolean overNetwork) {
    return overNetwork ? network : bed.installation.channel("graph");
  }

  private static GraphServiceBlockingStub named(GraphServiceBlockingStub stub, String after) {
    if (after.isEmpty()) {
      return stub;
    }
    Metadata headers = new Metadata();
    headers.put(CallWrites.METADATA, after);
    return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static double missed() {
    return bed.installation.metrics().get("derived.read.missed").counter().count();
  }
}
