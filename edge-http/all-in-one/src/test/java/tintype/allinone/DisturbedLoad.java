package tintype.allinone;

import com.google.protobuf.Message;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import tintype.feed.v1.FeedServiceGrpc;
import tintype.feed.v1.GetHomeFeedRequest;

/**
 * A crowd's calls at their rates: writes and hydrated feeds through the edge; beside them feeds as
 * ids and bare echoes over the same ways, which show what is the machine's own.
 */
final class DisturbedLoad {
  private static final int ECHOES = 20;

  /** Hundredths of all writes. */
  private static final Map<String, Integer> SHARES =
      Map.of("post", 10, "like", 25, "unlike", 20, "follow", 25, "unfollow", 20);

  /** What was counted of each kind, and of the two groups together. */
  record Phase(Map<String, Figures> kinds, double longestReadGap, double longestWriteGap) {}

  private final Backend backend;
  private final HttpCalls http;
  private final Crowd crowd;
  private final Gap readGap = new Gap();
  private final Gap writeGap = new Gap();
  private final Duration growth;
  private final List<PacedCalls> all = new ArrayList<>();
  private final Stall stall = new Stall();
  private Map<String, Figures> counting = Map.of();

  DisturbedLoad(
      Backend backend,
      HttpCalls http,
      Crowd crowd,
      CrowdWrites writes,
      DisturbanceOptions options) {
    this.backend = backend;
    this.http = http;
    this.crowd = crowd;
    this.growth = options.warmUp().multipliedBy(2).dividedBy(3);
    addWrite("post", options, writes::post);
    addWrite("like", options, writes::like);
    addWrite("unlike", options, writes::unlike);
    addWrite("follow", options, writes::follow);
    addWrite("unfollow", options, writes::unfollow);
    add("feed, edge", options.reads(), readGap, () -> this::readFeed);
    add("feed ids, gRPC", options.idReads(), readGap, this::readIds);
    add("echo, edge", ECHOES, new Gap(), () -> this::echo);
    add("echo, gRPC", ECHOES, new Gap(), this::echoOverGrpc);
  }

  /** Of all posts in so many seconds. */
  static int posts(DisturbanceOptions options, long seconds) {
    return (int) (rate("post", options) * seconds);
  }

  /** Lets the feed take the readers of ids into memory, then begins. */
  void start() {
    crowd.people().forEach(this::readFeedOf);
    for (long stranger : crowd.strangers()) {
      ids(stranger);
    }
    all.forEach(PacedCalls::start);
    stall.start();
  }

  /** Counts apart from now on. */
  void begin() {
    counting = new LinkedHashMap<>();
    all.forEach(calls -> counting.put(calls.name(), calls.begin()));
    counting.put("scheduler stall", stall.begin());
    readGap.begin();
    writeGap.begin();
  }

  /** What was counted since {@link #begin}; calls under way are still added to it. */
  Phase end() {
    return new Phase(counting, readGap.longestMillis(), writeGap.longestMillis());
  }

  /** Makes no more calls, and waits for all answers; returns what failed for good. */
  Collection<String> stop() throws InterruptedException {
    List<String> problems = new ArrayList<>();
    all.forEach(PacedCalls::stop);
    for (PacedCalls calls : all) {
      calls.await();
      problems.addAll(calls.problems());
    }
    stall.stop();
    return problems;
  }

  private void addWrite(String name, DisturbanceOptions options, Supplier<Runnable> next) {
    add(name, rate(name, options), writeGap, next);
  }

  private static int rate(String name, DisturbanceOptions options) {
    return Math.max(1, options.writes() * SHARES.get(name) / 100);
  }

  private void add(String name, int perSecond, Gap gap, Supplier<Runnable> next) {
    all.add(new PacedCalls(name, perSecond, growth, gap, next));
  }

  private void readFeed() {
    readFeedOf(any(crowd.people()));
  }

  private void readFeedOf(Person person) {
    require(http.send("GET", "/v1/feed", person.token(), new byte[0], ""), 200);
  }

  private void echo() {
    require(http.send("GET", "/none", "", new byte[0], ""), 404);
  }

  private static void require(HttpResponse<byte[]> answer, int status) {
    if (answer.statusCode() != status) {
      throw HttpCalls.refusal(answer);
    }
  }

  private Runnable readIds() {
    long[] strangers = crowd.strangers();
    long reader = strangers[ThreadLocalRandom.current().nextInt(strangers.length)];
    return () -> ids(reader);
  }

  private Message ids(long reader) {
    GetHomeFeedRequest request =
        GetHomeFeedRequest.newBuilder().setAccountId(reader).setPageSize(20).build();
    return refusing(
        () -> FeedServiceGrpc.newBlockingStub(backend.channel("feed")).getHomeFeed(request));
  }

  private Runnable echoOverGrpc() {
    var health = HealthGrpc.newBlockingStub(backend.channel("feed"));
    return () -> refusing(() -> health.check(HealthCheckRequest.getDefaultInstance()));
  }

  private static Message refusing(Supplier<Message> call) {
    try {
      return call.get();
    } catch (io.grpc.StatusRuntimeException e) {
      throw Refused.of(e);
    }
  }

  private static <T> T any(List<T> list) {
    return list.get(ThreadLocalRandom.current().nextInt(list.size()));
  }
}
