package tintype.platform.changelog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tintype.platform.ids.IdClock;
import tintype.platform.rpc.WritePosition;
import tintype.platform.rpc.WritePositions;
import tintype.platform.sql.Keyspace;

class AppliedPositionsTest {
  private static final StreamId STREAM = new StreamId(Keyspace.GRAPH, "0");
  private static final Duration LONG = Duration.ofSeconds(20);

  private Instant now = Instant.parse("2026-06-01T12:00:00Z");
  private final InstantSource clock = () -> now;
  private final AppliedPositions applied =
      new AppliedPositions(clock, Keyspace.GRAPH, Keyspace.MEDIA);
  private long next = IdClock.floorFor(now);

  @Test
  void whatWasAppliedIsSeenAtOnce() {
    long id = id();
    apply(id);

    assertThat(applied.await(graph(id), LONG)).isCompletedWithValue(true);
  }

  @Test
  void whatComesIsWaitedFor() throws Exception {
    long first = id();
    long second = id();
    CompletableFuture<Boolean> read = applied.await(graph(first, second), LONG);

    apply(first);
    assertThat(read).isNotDone();
    apply(id(), second);
    assertThat(read.get(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void theLimitEndsTheWait() throws Exception {
    CompletableFuture<Boolean> read = applied.await(graph(id()), Duration.ofMillis(20));

    assertThat(read.get(5, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void anEarlierIdThatComesLaterIsStillWaitedFor() throws Exception {
    long slow = id();
    apply(id());
    CompletableFuture<Boolean> read = applied.await(graph(slow), LONG);

    assertThat(read).isNotDone();
    apply(slow);
    assertThat(read.get(5, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void otherKeyspacesAreNobodysConcern() {
    WritePositions account =
        WritePositions.of(List.of(new WritePosition("account", id()), new WritePosition("x", 1)));

    assertThat(applied.concerns(account)).isFalse();
    assertThat(applied.concerns(account.with(new WritePosition("media", 1)))).isTrue();
    assertThat(applied.await(account, LONG)).isCompletedWithValue(true);
  }

  @Test
  void whatIsOlderThanTheWindowCountsAsApplied() {
    WritePositions never = graph(id());
    assertThat(applied.await(never, LONG)).isNotDone();

    now = now.plus(AppliedPositions.WINDOW).plusMillis(1);

    assertThat(applied.await(never, LONG)).isCompletedWithValue(true);
  }

  @Test
  void idsAreRememberedForTheWholeWindow() {
    List<Long> ids = new ArrayList<>();
    for (int second = 0; second < 100; second++) {
      now = now.plusSeconds(1);
      next = IdClock.floorFor(now);
      ids.add(id());
      apply(ids.getLast());
      ids.subList(Math.max(0, ids.size() - 30), ids.size())
          .forEach(id -> assertThat(applied.await(graph(id), LONG)).isCompletedWithValue(true));
    }
  }

  @Test
  void aFloodForgetsTheOldestAndTakesThemForApplied() {
    long first = id();
    apply(first);
    long skipped = id();
    apply(LongStream.range(0, 2L * AppliedPositions.MAX_IDS).map(i -> id()).toArray());

    assertThat(applied.await(graph(first, skipped), LONG)).isCompletedWithValue(true);
    assertThat(applied.await(graph(id()), LONG)).isNotDone();
  }

  @Test
  void tooManyReadersDoNotWait() {
    long id = id();
    List<CompletableFuture<Boolean>> reads = new ArrayList<>();
    for (int i = 0; i < AppliedPositions.MAX_WAITING; i++) {
      reads.add(applied.await(graph(id), LONG));
    }

    assertThat(applied.await(graph(id), LONG)).isCompletedWithValue(false);
    apply(id);
    assertThat(reads).allSatisfy(read -> assertThat(read).isCompletedWithValue(true));
    assertThat(applied.await(graph(id()), LONG)).isNotDone();
  }

  @Test
  void noReadMissesWhatIsAppliedWhileItBeginsToWait() throws Exception {
    for (int round = 0; round < 2_000; round++) {
      long id = id();
      Thread applier = Thread.ofPlatform().start(() -> apply(id));
      assertThat(applied.await(graph(id), LONG).get(10, TimeUnit.SECONDS)).isTrue();
      applier.join();
    }
  }

  private long id() {
    return next++;
  }

  private static WritePositions graph(Long... ids) {
    return WritePositions.of(
        List.of(ids).stream().map(id -> new WritePosition("graph", id)).toList());
  }

  private void apply(long... ids) {
    List<ChangeEvent> events =
        LongStream.of(ids)
            .mapToObj(id -> new ChangeEvent(STREAM, id, 1, "Tested", new byte[0], now))
            .toList();
    applied.applied(new ChangeBatch(STREAM, events, new Position("p")));
  }
}
