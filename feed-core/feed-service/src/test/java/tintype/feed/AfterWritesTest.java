package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Channel;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.FeedServiceGrpc.FeedServiceBlockingStub;
import tintype.feed.v1.GetHomeFeedRequest;
import tintype.feed.v1.ListHomePostsRequest;
import tintype.platform.ids.IdClock;
import tintype.platform.rpc.CallWrites;
import tintype.testkit.Eventually;

/** Reads that name the writes that they must see, in the process and over the network. */
class AfterWritesTest {
  @RegisterExtension static final FeedServer feed = new FeedServer();

  private static final long NOBODY = 999;
  private static final AtomicLong nextAccount = new AtomicLong(1);
  private static final AtomicLong nextPost = new AtomicLong(1_000_000);
  private static ManagedChannel network;

  private final World world = feed.world;
  private final long ana = nextAccount.getAndIncrement();
  private final long ben = nextAccount.getAndIncrement();
  private final long missed = missed();
  private final long waited = waited();

  @BeforeAll
  static void connect() {
    network =
        NettyChannelBuilder.forAddress("127.0.0.1", feed.service().port()).usePlaintext().build();
    feed.awaitReady();
    // On a busy machine a JVM's first calls take longer than the contract lets them.
    Eventually.await(Duration.ofSeconds(20), () -> answers(false) && answers(true));
  }

  private static boolean answers(boolean overNetwork) {
    var request = GetHomeFeedRequest.newBuilder().setAccountId(NOBODY).build();
    try {
      stub(overNetwork, NOBODY, "").getHomeFeed(request);
      return true;
    } catch (StatusRuntimeException e) {
      return false;
    }
  }

  @AfterAll
  static void disconnect() {
    network.shutdownNow();
  }

  @BeforeEach
  void follow() {
    world.account(ana);
    world.account(ben);
    world.follow(ana, ben);
    world.awaitApplied();
  }

  @AfterEach
  void releaseAll() {
    world.media.releaseAll();
    world.awaitApplied();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aReadWaitsForItsWriteAndNoOther(boolean overNetwork) throws Exception {
    world.media.release(0);
    long post = post(ben);
    String after = world.media.last().toString();

    CompletableFuture<List<Long>> read =
        CompletableFuture.supplyAsync(() -> ids(overNetwork, after));
    assertThat(ids(overNetwork, "")).isEmpty();
    Eventually.await(Duration.ofSeconds(5), () -> feed.index().current().applied().waiting() > 0);
    assertThat(read).isNotDone();
    world.media.releaseAll();

    assertThat(read.get()).containsExactly(post);
    assertThat(waited()).isEqualTo(waited + 1);
    assertThat(missed()).isEqualTo(missed);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHydratedReadWaitsToo(boolean overNetwork) throws Exception {
    world.media.release(0);
    long post = post(ben);
    String after = world.media.last().toString();

    CompletableFuture<List<Long>> read =
        CompletableFuture.supplyAsync(() -> posts(overNetwork, after));
    Eventually.await(Duration.ofSeconds(5), () -> feed.index().current().applied().waiting() > 0);
    world.media.releaseAll();

    assertThat(read.get()).containsExactly(post);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void atTheLimitItAnswersAndIsCounted(boolean overNetwork) {
    world.media.release(0);
    post(ben);
    long start = System.nanoTime();

    assertThat(ids(overNetwork, world.media.last().toString())).isEmpty();

    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(240));
    assertThat(missed()).isEqualTo(missed + 1);
    assertThat(waited()).isEqualTo(waited + 1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsAppliedIsNotWaitedFor(boolean overNetwork) {
    long post = post(ben);
    world.awaitApplied();
    String all = world.media.last() + "," + world.graph.last() + "," + world.account.last();

    assertThat(ids(overNetwork, all)).containsExactly(post);
    assertThat(missed()).isEqualTo(missed);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void thePastAndWhatIsUnknownHereAreNotWaitedFor(boolean overNetwork) {
    long past = IdClock.floorFor(Instant.now().minusSeconds(31));

    assertThat(ids(overNetwork, "media:" + past + ",elsewhere:" + Long.MAX_VALUE)).isEmpty();

    assertThat(missed()).isEqualTo(missed);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsNoPositionIsRefused(boolean overNetwork) {
    String tooMany =
        IntStream.range(1, 18).mapToObj(i -> "media:" + i).collect(Collectors.joining(","));

    for (String text : List.of("media", "media:x", "media:1,,media:2", tooMany)) {
      GetHomeFeedTest.assertRefused(
          () -> ids(overNetwork, text), "INVALID_ARGUMENT", "INVALID_FIELD");
    }
    assertThat(ids(overNetwork, " ")).isEmpty();
  }

  private long post(long author) {
    long id = nextPost.getAndIncrement();
    world.post(author, id);
    return id;
  }

  private List<Long> ids(boolean overNetwork, String after) {
    return stub(overNetwork, after)
        .getHomeFeed(GetHomeFeedRequest.newBuilder().setAccountId(ana).build())
        .getPostIdsList();
  }

  private List<Long> posts(boolean overNetwork, String after) {
    return stub(overNetwork, after)
        .listHomePosts(ListHomePostsRequest.getDefaultInstance())
        .getPostsList()
        .stream()
        .map(FeedServer::idOf)
        .toList();
  }

  private FeedServiceBlockingStub stub(boolean overNetwork, String after) {
    return stub(overNetwork, ana, after);
  }

  private static FeedServiceBlockingStub stub(boolean overNetwork, long account, String after) {
    Channel channel = overNetwork ? network : feed.installation.channel("feed");
    FeedServiceBlockingStub stub =
        feed.installation.asAccount(FeedServiceGrpc.newBlockingStub(channel), account);
    if (after.isEmpty()) {
      return stub;
    }
    Metadata headers = new Metadata();
    headers.put(CallWrites.METADATA, after);
    return stub.withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
  }

  private static long missed() {
    return (long) feed.installation.metrics().get("derived.read.missed").counter().count();
  }

  private static long waited() {
    return feed.installation.metrics().get("derived.read.wait").timer().count();
  }
}
