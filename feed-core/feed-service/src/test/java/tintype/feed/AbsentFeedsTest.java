package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.rpc.RetryInfo;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.testkit.Eventually;

/** Feeds of readers whose lists of followees have left memory: there is no room for any. */
class AbsentFeedsTest {
  @RegisterExtension
  static final FeedServer server =
      new FeedServer(
          Map.of(
              "feed-engine-hot-lists", "0B",
              "feed-engine-cold-lists", "0B",
              "feed-load-parallel", "2",
              "feed-load-waiting", "1",
              "feed-load-timeout", "10s"));

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static long accounts = 1_000;
  private static long posts = 1_000_000;

  private final World world = server.world;
  private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
  private final long bea = account();
  private final long carl = account();
  private final long ana = account();

  @BeforeEach
  void everybodyIsAbsent() {
    server.awaitReady();
    world.post(bea, ++posts);
    world.post(carl, ++posts);
    world.follow(ana, bea);
    leave();
    loadSomebody();
    server.followees.asked.set(0);
  }

  @AfterEach
  void open() {
    server.followees.down = false;
    server.followees.release();
    callers.close();
  }

  @Test
  void aReaderWhoWasAwayGetsTheWholeFeedAtOnce() {
    assertThat(server.index().reader().isAbsent(ana)).isTrue();
    assertThat(server.readIds(ana, 2, () -> {})).isEqualTo(world.feed(ana));
    assertThat(server.readPosts(ana, 2)).isEqualTo(world.feed(ana));
    assertThat(server.followees.asked.get()).isEqualTo(1);
  }

  @Test
  void whoFollowsNobodyIsLoadedOnce() {
    long nobody = account();
    world.awaitApplied();
    assertThat(server.ids(nobody, 5, "").getPostIdsList()).isEmpty();
    assertThat(server.ids(nobody, 5, "").getPostIdsList()).isEmpty();
    assertThat(server.followees.asked.get()).isEqualTo(1);
  }

  @Test
  void changesBeforeALoadAreInIt() {
    anaTurnsFromBeaToCarl();
    assertFeed();
  }

  @Test
  void mutesComeWithTheListAndWithWhatChangesMeanwhile() {
    world.follow(ana, carl);
    world.mute(ana, bea, Long.MAX_VALUE);
    world.awaitApplied();
    assertThat(server.index().reader().isAbsent(ana)).isTrue();
    server.followees.holdAnswers();
    var read = readSoon();
    awaitAsked(1);
    world.mute(ana, carl, 1L << 60);
    world.mute(ana, bea, 0);
    world.awaitApplied();
    server.followees.release();
    assertThat(read.join()).isEqualTo(world.feed(ana)).hasSize(1);
    assertFeed();
  }

  @Test
  void changesBetweenTheBeginningAndTheReadAreMade() {
    server.followees.holdQuestions();
    var read = readSoon();
    awaitAsked(1);
    anaTurnsFromBeaToCarl();
    server.followees.release();
    assertThat(read.join()).isEqualTo(world.feed(ana));
    assertFeed();
  }

  @Test
  void changesBetweenTheReadAndTheEndAreMade() {
    server.followees.holdAnswers();
    var read = readSoon();
    awaitAsked(1);
    anaTurnsFromBeaToCarl();
    server.followees.release();
    assertThat(read.join()).isEqualTo(world.feed(ana));
    assertFeed();
  }

  @Test
  void eventsThatComeAfterTheLoadChangeNothingMore() {
    world.graph.release(0);
    world.follow(ana, carl);
    world.unfollow(ana, carl);
    world.follow(ana, carl);
    assertFeed();
    world.graph.releaseAll();
    world.awaitApplied();
    assertFeed();
  }

  @Test
  void twoReadsAtOnceAreOneLoad() {
    server.followees.holdAnswers();
    var one = readSoon();
    awaitAsked(1);
    var two = readSoon();
    server.followees.release();
    assertThat(one.join()).isEqualTo(world.feed(ana));
    assertThat(two.join()).isEqualTo(world.feed(ana));
    assertThat(server.followees.asked.get()).isLessThanOrEqualTo(2);
  }

  @Test
  void aFailedLoadIsTriedAgainByTheNextRead() {
    server.followees.down = true;
    assertThatThrownBy(() -> server.ids(ana, 5, "")).satisfies(AbsentFeedsTest::assertTryAgain);
    world.follow(ana, carl);
    world.awaitApplied();
    server.followees.down = false;
    assertFeed();
  }

  @Test
  void moreLoadsThanMayWaitAreRefused() {
    server.followees.holdAnswers();
    List<CompletableFuture<Boolean>> reads =
        List.of(bea, carl, ana, account(), account(), account()).stream()
            .map(
                reader -> {
                  world.awaitApplied();
                  return CompletableFuture.supplyAsync(() -> isAnswered(reader), callers);
                })
            .toList();
    Eventually.await(PATIENCE, () -> reads.stream().anyMatch(CompletableFuture::isDone));
    server.followees.release();
    assertThat(reads.stream().map(CompletableFuture::join)).contains(false, true);
    assertFeed();
  }

  @Test
  void whileGraphServiceHangsReadsAreToldToTryAgainBeforeTheirDeadline() {
    server.followees.holdQuestions();
    // The tenth of a call's second that is left may pass on a busy machine; not time after time.
    Duration fewCalls = PATIENCE.dividedBy(2);
    List.of(ana, bea, carl).stream()
        .map(
            reader ->
                CompletableFuture.runAsync(
                    () -> Eventually.awaitPass(fewCalls, () -> assertRefused(reader)), callers))
        .toList()
        .forEach(CompletableFuture::join);
    server.followees.release();
    Eventually.await(PATIENCE, () -> isAnswered(ana));
    assertFeed();
  }

  @Test
  void aCopyThatReplacesTheOneLoadedIntoAnswers() {
    server.followees.holdAnswers();
    var read = readSoon();
    awaitAsked(1);
    long rebuilds = server.index().rebuilds();
    server.index().rebuild();
    Eventually.await(PATIENCE, () -> server.index().rebuilds() > rebuilds);
    server.followees.release();
    assertThat(read.join()).isEqualTo(world.feed(ana));
  }

  @Test
  void readsAmongChangesComeToTheSame() {
    Random random = new Random(7);
    List<Long> people = List.of(ana, bea, carl, account(), account(), account());
    var reads =
        List.of(1, 2).stream()
            .map(seed -> CompletableFuture.runAsync(() -> readAll(people, seed), callers))
            .toList();
    for (int i = 0; i < 2_000; i++) {
      long reader = people.get(random.nextInt(people.size()));
      long followee = people.get(random.nextInt(people.size()));
      if (reader == followee) {
        world.post(reader, ++posts);
      } else if (random.nextInt(3) == 0) {
        world.mute(reader, followee, random);
      } else if (random.nextBoolean()) {
        world.follow(reader, followee);
      } else {
        world.unfollow(reader, followee);
      }
    }
    reads.forEach(CompletableFuture::join);
    world.awaitApplied();
    for (long reader : people) {
      assertThat(server.readIds(reader, 100, () -> {})).isEqualTo(world.feed(reader));
    }
  }

  private void readAll(List<Long> people, int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      isAnswered(people.get(random.nextInt(people.size())));
    }
  }

  private static boolean isAnswered(long reader) {
    try {
      server.ids(reader, 5, "");
      return true;
    } catch (StatusRuntimeException e) {
      assertTryAgain(e);
      return false;
    }
  }

  private static void assertRefused(long reader) {
    assertThatThrownBy(() -> server.ids(reader, 5, "")).satisfies(AbsentFeedsTest::assertTryAgain);
  }

  private static void assertTryAgain(Throwable failure) {
    var status = StatusProto.fromThrowable(failure);
    assertThat(status.getCode()).as(failure.toString()).isEqualTo(Code.UNAVAILABLE.value());
    assertThat(status.getDetailsList()).anyMatch(detail -> detail.is(RetryInfo.class));
  }

  private void anaTurnsFromBeaToCarl() {
    world.follow(ana, carl);
    world.unfollow(ana, bea);
    world.awaitApplied();
  }

  private void assertFeed() {
    assertThat(server.readIds(ana, 2, () -> {})).isEqualTo(world.feed(ana));
  }

  private CompletableFuture<List<Long>> readSoon() {
    return CompletableFuture.supplyAsync(() -> server.ids(ana, 10, "").getPostIdsList(), callers);
  }

  private static void awaitAsked(int count) {
    Eventually.await(PATIENCE, () -> server.followees.asked.get() >= count);
  }

  private long account() {
    long id = ++accounts;
    world.account(id);
    return id;
  }

  /** The first load of all may take a call's whole second on a busy machine. */
  private void loadSomebody() {
    long somebody = account();
    world.awaitApplied();
    Eventually.await(PATIENCE, () -> isAnswered(somebody));
  }

  /** Another list's change lets this one go. */
  private void leave() {
    long other = account();
    world.follow(other, bea);
    world.awaitApplied();
    Eventually.await(
        PATIENCE,
        () -> {
          long another = account();
          world.follow(other, another);
          world.follow(ana, another);
          world.unfollow(ana, another);
          world.awaitApplied();
          return server.index().reader().isAbsent(ana);
        });
  }
}
