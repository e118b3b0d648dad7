package tintype.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.read.ListAppender;
import io.grpc.Context;
import io.grpc.Deadline;
import io.grpc.Status;
import io.grpc.Status.Code;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;
import tintype.platform.rpc.ApiException;
import tintype.testkit.Eventually;

/** Loads from a graph-service that hangs, or is away. */
class FolloweeLoadsTest {
  private static final long READERS = 8;
  private static final Duration SHORT = Duration.ofSeconds(1);
  private static final Duration CALL = Duration.ofSeconds(5);
  private static final Duration LONG = Duration.ofSeconds(10);

  private final FeedStore store = FeedStore.create(FeedStoreConfig.ofBytes(4 << 20));
  private final Generation generation = new Generation("feed", store, Clock.systemUTC(), () -> {});
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final CountDownLatch open = new CountDownLatch(1);
  private final AtomicInteger asked = new AtomicInteger();
  private final ListAppender<ILoggingEvent> written = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(FolloweeLoads.class);

  @BeforeEach
  void everybodyIsAbsent() {
    LongStream.rangeClosed(1, READERS).forEach(store.applier()::register);
    store.applier().evict(1);
    written.start();
    logger.addAppender(written);
  }

  @AfterEach
  void close() {
    open.countDown();
    logger.detachAppender(written);
    generation.close();
  }

  @Test
  void whileOneHangsNobodyWaitsLongerThanForOne() throws Exception {
    FolloweeLoads loads = loads(SHORT, this::hang);
    CompletableFuture<Void> hanging = loads.load(generation, 1);
    Eventually.await(LONG, () -> asked.get() == 1);
    List<CompletableFuture<Void>> waiting =
        LongStream.range(2, READERS).mapToObj(reader -> loads.load(generation, reader)).toList();
    assertTryAgain(hanging);
    waiting.forEach(FolloweeLoadsTest::assertTryAgain);

    // Those behind it are not begun any more: a load after them finds its turn at once.
    open.countDown();
    loads.load(generation, READERS).get(LONG.toSeconds(), TimeUnit.SECONDS);
    assertThat(asked.get()).isEqualTo(2);
  }

  @Test
  void aCallIsAnsweredBeforeItsDeadline() throws Exception {
    FolloweeLoads loads = loads(LONG, this::hang);
    try (ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        var call =
            Context.current().withDeadlineAfter(CALL.toMillis(), TimeUnit.MILLISECONDS, timer)) {
      AtomicBoolean late = new AtomicBoolean();
      var waiting = call.call(() -> loads.load(generation, 1));
      assertTryAgain(waiting.whenComplete((there, failure) -> late.set(call.isCancelled())));
      assertThat(late).isFalse();
    }
  }

  @Test
  void callersGoOnOnThreadsThatAreNobodyElses() throws Exception {
    FolloweeLoads loads = loads(SHORT, this::hang);
    List<Thread> threads = new CopyOnWriteArrayList<>();
    var givenUp = loads.load(generation, 1);
    assertTryAgain(givenUp.whenComplete((there, failure) -> threads.add(Thread.currentThread())));
    open.countDown();
    loads
        .load(generation, 2)
        .whenComplete((there, failure) -> threads.add(Thread.currentThread()))
        .get(LONG.toSeconds(), TimeUnit.SECONDS);
    // Where it was done before anybody hung something on it, that is done at once.
    assertThat(threads)
        .hasSize(2)
        .allMatch(
            thread -> thread == Thread.currentThread() || thread.getName().equals("feed-loaded"));
  }

  @Test
  void aLoadWhoseFailureCannotBeToldIsNotUnderWayForEver() throws Exception {
    AppenderBase<ILoggingEvent> broken =
        new AppenderBase<>() {
          @Override
          protected void append(ILoggingEvent line) {
            throw new StackOverflowError("of the log");
          }
        };
    broken.start();
    logger.addAppender(broken);
    try {
      FolloweeLoads loads =
          loads(
              LONG,
              (reader, end) -> {
                if (asked.incrementAndGet() == 1) {
                  throw Status.UNAVAILABLE.asRuntimeException();
                }
                return Followees.of();
              });
      assertTryAgain(loads.load(generation, 1));
      loads.load(generation, 1).get(LONG.toSeconds(), TimeUnit.SECONDS);
      assertThat(asked.get()).isEqualTo(2);
    } finally {
      logger.detachAppender(broken);
    }
  }

  @Test
  void failuresAreCountedAndTheFirstIsTold() {
    FolloweeLoads loads =
        loads(
            LONG,
            (reader, end) -> {
              throw Status.UNAVAILABLE.asRuntimeException();
            });
    for (long reader = 1; reader <= READERS; reader++) {
      assertTryAgain(loads.load(generation, reader));
    }
    assertThat(metrics.get("feed.load.failed").counter().count()).isEqualTo(READERS);
    Eventually.awaitPass(
        LONG,
        () ->
            assertThat(written.list)
                .extracting(ILoggingEvent::getMessage)
                .containsExactly("followees not loaded"));
  }

  private FolloweeLoads loads(Duration timeout, FolloweeSource source) {
    return new FolloweeLoads(source, new LoadConfig(1, 100, timeout), metrics);
  }

  private Followees hang(long reader, Deadline end) {
    asked.incrementAndGet();
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return Followees.of();
  }

  private static void assertTryAgain(CompletableFuture<Void> load) {
    assertThatThrownBy(() -> load.get(LONG.toSeconds() - 1, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .cause()
        .isInstanceOfSatisfying(
            ApiException.class, e -> assertThat(e.code()).isEqualTo(Code.UNAVAILABLE));
  }
}
