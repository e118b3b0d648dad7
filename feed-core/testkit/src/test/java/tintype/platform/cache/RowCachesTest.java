package tintype.platform.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Context;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tintype.graph.v1.FollowsChanged;
import tintype.media.v1.PostEdited;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.PositionLostException;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;
import tintype.platform.changelog.TableCopy;
import tintype.platform.ids.IdClock;
import tintype.platform.rpc.SeeingCalls;
import tintype.platform.rpc.WritePosition;
import tintype.platform.sql.DatabaseUnavailableException;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;

/** When what is kept may be shown, over a log that the test leads by hand. */
class RowCachesTest {
  private static final StreamId STREAM = new StreamId(Keyspace.MEDIA, "0");
  private static final Position POSITION = new Position("p");

  private final HandLedLog log = new HandLedLog();
  private final AtomicLong now = new AtomicLong(System.nanoTime());
  private final RowCaches caches = newCaches();
  private final RowCache<Long, String> cache = caches.add("caption", 1_000_000, String::length);
  private final Map<Long, String> rows = new HashMap<>(Map.of(1L, "one", 2L, "two"));
  private long nextId = IdClock.floorFor(Instant.now());
  private HandLedSubscription followed;

  @BeforeEach
  void start() throws InterruptedException {
    caches.on(PostEdited.getDefaultInstance(), news -> cache.invalidate(news.getPostId()));
    caches.start();
    followed = next();
    get(1);
    get(2);
  }

  @AfterEach
  void stop() {
    caches.close();
  }

  @Test
  void rowsAreKeptUntilTheLogTellsOfThem() throws Exception {
    rows.put(1L, "changed");
    assertThat(get(1)).isEqualTo("one");

    followed.tell(edited(2));
    assertThat(get(1)).isEqualTo("one");
    followed.tell(edited(1));
    assertThat(get(1)).isEqualTo("changed");
  }

  @Test
  void newsForOthersChangesNothing() throws Exception {
    rows.put(1L, "changed");

    followed.tell(event(FollowsChanged.getDefaultInstance().toByteArray(), "FollowsChanged"));

    assertThat(get(1)).isEqualTo("one");
  }

  @Test
  void whatThisProcessCommitsIsSeenAtOnce() {
    rows.put(1L, "changed");
    long id = nextId++;

    caches.committed(id, PostEdited.newBuilder().setPostId(1).build());

    assertThat(get(1)).isEqualTo("changed");
    rows.put(2L, "changed");
    assertThat(getSeeing(2, id)).as("kept, for the write is known here").isEqualTo("two");
  }

  @Test
  void whatTheLogTellsOfOwnCommitsIsNoNews() throws Exception {
    long id = nextId++;
    caches.committed(id, PostEdited.newBuilder().setPostId(1).build());
    get(1);
    rows.put(1L, "changed");
    ChangeEvent told =
        new ChangeEvent(STREAM, id, 7, "PostEdited", edited(1).payload(), Instant.now());

    followed.tell(told);
    assertThat(get(1)).isEqualTo("one");

    followed.tell(told);
    assertThat(get(1)).as("after a repeat, which harms nobody").isEqualTo("changed");
  }

  @Test
  void whoNamesAWriteIsAnsweredFromRowsUntilTheLogHasToldOfIt() throws Exception {
    rows.put(1L, "changed");
    long write = nextId++;

    assertThat(getSeeing(1, write)).isEqualTo("changed");
    assertThat(get(1)).isEqualTo("one");

    followed.tell(
        new ChangeEvent(STREAM, write, 7, "PostEdited", edited(1).payload(), Instant.now()));
    rows.put(2L, "changed");
    assertThat(getSeeing(2, write)).isEqualTo("two");
    assertThat(getSeeing(1, write)).isEqualTo("changed");
  }

  @Test
  void onceItIsNotCertainThatTheLogHasToldRowsAreRead() {
    followed.behind = true;
    rows.put(1L, "changed");
    now.addAndGet(RowCaches.MAX_UNTOLD.toNanos() - 1);
    assertThat(get(1)).isEqualTo("one");

    now.addAndGet(2);
    assertThat(get(1)).isEqualTo("changed");

    followed.behind = false;
    awaitKept();
    assertThat(get(1)).as("the log has told, and not of this").isEqualTo("one");
  }

  @Test
  void whereTheLogsEndIsNotKnownItIsNotCertain() {
    log.away = true;
    rows.put(1L, "changed");

    now.addAndGet(RowCaches.MAX_UNTOLD.toNanos() + 1);

    assertThat(get(1)).isEqualTo("changed");
  }

  @Test
  void aKindHasOneEffect() {
    assertThatThrownBy(() -> caches.on(PostEdited.getDefaultInstance(), news -> {}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("PostEdited");
  }

  @Test
  void whatWasKeptBeforeALossIsForgotten() throws InterruptedException {
    rows.put(1L, "changed");

    followed.lose();

    assertThat(get(1)).isEqualTo("changed");
    followed = next();
    assertThat(get(1)).isEqualTo("changed");
    rows.put(1L, "changed again");
    assertThat(get(1)).as("kept again").isEqualTo("changed");
  }

  @Test
  void aLogThatIsNotThereComesLater() throws InterruptedException {
    log.away = true;
    followed.lose();
    rows.put(1L, "changed");
    assertThat(get(1)).isEqualTo("changed");

    log.away = false;

    followed = next();
    assertThat(get(1)).isEqualTo("changed");
  }

  @Test
  void onceClosedNothingIsFollowed() {
    caches.close();

    assertThat(followed.closed).isTrue();
  }

  @Test
  void withoutCachesNothingIsFollowed() {
    RowCaches none = newCaches();

    none.start();
    none.close();

    assertThat(log.begun).isEmpty();
  }

  private RowCaches newCaches() {
    return new RowCaches(
        "test", Keyspace.MEDIA, () -> log, Clock.systemUTC(), new SimpleMeterRegistry(), now::get);
  }

  /** What the log is followed by next, once what is kept is shown by it. */
  private HandLedSubscription next() throws InterruptedException {
    HandLedSubscription next = log.begun.poll(10, TimeUnit.SECONDS);
    assertThat(next).isNotNull();
    awaitKept();
    return next;
  }

  private void awaitKept() {
    Eventually.await(
        Duration.ofSeconds(10),
        () -> {
          AtomicBoolean read = new AtomicBoolean();
          cache.getAll(
              List.of(0L),
              keys -> {
                read.set(true);
                return Map.of(0L, "kept");
              });
          return !read.get();
        });
  }

  private String get(long key) {
    return cache.getAll(List.of(key), keys -> Map.of(key, rows.get(key))).get(key);
  }

  private String getSeeing(long key, long write) {
    Context seeing = SeeingCalls.mustSee(new WritePosition("media", write));
    try {
      return seeing.call(() -> get(key));
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private ChangeEvent edited(long post) {
    return event(PostEdited.newBuilder().setPostId(post).build().toByteArray(), "PostEdited");
  }

  private ChangeEvent event(byte[] payload, String kind) {
    return new ChangeEvent(STREAM, nextId++, 7, kind, payload, Instant.now());
  }

  private static final class HandLedLog implements ChangeLog {
    private final BlockingQueue<HandLedSubscription> begun = new LinkedBlockingQueue<>();
    private volatile boolean away;

    @Override
    public Subscription tail(
        String consumerName, Map<StreamId, Position> from, ChangeConsumer consumer) {
      assertThat(from).isEqualTo(end());
      HandLedSubscription subscription = new HandLedSubscription(consumer);
      begun.add(subscription);
      return subscription;
    }

    @Override
    public Map<StreamId, Position> end() {
      if (away) {
        throw new DatabaseUnavailableException("away", new IllegalStateException());
      }
      return Map.of(STREAM, POSITION);
    }

    @Override
    public String identity() {
      throw new UnsupportedOperationException();
    }

    @Override
    public List<StreamId> streams() {
      return List.of(STREAM);
    }

    @Override
    public Map<StreamId, Position> earliest() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isAtOrAfter(Position position, Position other) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<StreamId, Position> snapshot(List<TableCopy> copies) {
      throw new UnsupportedOperationException();
    }
  }

  private static final class HandLedSubscription implements Subscription {
    private final ChangeConsumer consumer;
    private volatile boolean behind;
    private volatile boolean closed;

    HandLedSubscription(ChangeConsumer consumer) {
      this.consumer = consumer;
    }

    void tell(ChangeEvent event) throws Exception {
      consumer.apply(new ChangeBatch(STREAM, List.of(event), POSITION));
    }

    void lose() {
      consumer.positionLost(STREAM, new PositionLostException(STREAM, POSITION, "none"));
    }

    @Override
    public Duration lag() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String trouble() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Position position(StreamId stream) {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean awaitPosition(StreamId stream, Position position, Duration timeout) {
      return !behind;
    }

    @Override
    public boolean isLost(StreamId stream) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
