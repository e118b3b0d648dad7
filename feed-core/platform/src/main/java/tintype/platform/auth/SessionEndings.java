package tintype.platform.auth;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.account.v1.ListEndedSessionsRequest;
import tintype.account.v1.ListEndedSessionsResponse;
import tintype.account.v1.SessionEnded;
import tintype.account.v1.SessionServiceGrpc;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeConsumer;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.ChangeLog;
import tintype.platform.changelog.FallBehind;
import tintype.platform.changelog.PositionLostException;
import tintype.platform.changelog.StreamId;
import tintype.platform.changelog.Subscription;
import tintype.platform.rpc.ApiException;
import tintype.platform.rpc.ProtoTimes;
import tintype.platform.server.Background;
import tintype.platform.server.Peers;

/**
 * Knows the sessions that ended lately: it follows keyspace account's log from its end, and then
 * asks account-service for those that ended before, in this order so that none falls in between.
 * Until that is answered the service is not ready. Each ending is forgotten once no access token
 * can be left.
 */
public final class SessionEndings implements Revocations, Background {
  private static final Logger log = LoggerFactory.getLogger(SessionEndings.class);
  private static final String KIND = SessionEnded.getDescriptor().getName();

  private static final String ACCOUNT = "account";

  /** Clocks of two machines may differ by this much. */
  private static final Duration MARGIN = Duration.ofMinutes(2);

  private static final Duration KEPT = TokenSigner.ACCESS_LIFETIME.plus(MARGIN);
  private static final Duration RETRY_DELAY = Duration.ofMillis(200);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(500);

  private final String service;
  private final ChangeLog account;
  private final SessionServiceGrpc.SessionServiceBlockingStub sessions;
  private final Clock clock;
  private final RecentSet ended;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable Subscription subscription;
  private volatile boolean loaded;

  /**
   * @param service who follows, for the lag's metric
   * @param account the log of keyspace account
   * @param peers by which account-service is asked
   */
  public SessionEndings(String service, ChangeLog account, Peers peers, Clock clock) {
    this.service = service;
    this.account = account;
    this.sessions = SessionServiceGrpc.newBlockingStub(peers.channel(ACCOUNT));
    this.clock = clock;
    this.ended = new RecentSet(KEPT, clock);
  }

  /** Fails with TRY_AGAIN until it is known: an ended session's token is never let through. */
  @Override
  public boolean isRevoked(long session) {
    if (!loaded) {
      throw ApiException.tryAgain(
          "this service is starting: try again",
          RETRY_DELAY,
          new IllegalStateException(notReady()));
    }
    return ended.contains(session);
  }

  @Override
  public String name() {
    return "session-endings";
  }

  @Override
  public void start() {
    Thread.ofVirtual().name(name()).start(this::begin);
  }

  @Override
  public String notReady() {
    Subscription followed = subscription;
    if (!loaded || followed == null) {
      return "the sessions that ended lately are not known yet";
    }
    return FallBehind.reason(followed);
  }

  @Override
  public String refusesCalls() {
    return loaded ? "" : notReady();
  }

  @Override
  public void close() {
    closed.countDown();
    synchronized (this) {
      close(subscription);
    }
  }

  private static void close(@Nullable Subscription subscription) {
    if (subscription != null) {
      subscription.close();
    }
  }

  private void begin() {
    Duration pause = FIRST_PAUSE;
    while (!isClosedAfter(Duration.ZERO)) {
      try {
        follow();
        load();
        loaded = true;
        return;
      } catch (RuntimeException e) {
        log.atInfo()
            .addKeyValue("reason", e.toString())
            .addKeyValue("pause", pause)
            .log("ended sessions cannot be loaded yet");
      }
      if (isClosedAfter(pause)) {
        return;
      }
      pause =
          pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0
              ? pause.multipliedBy(2)
              : LONGEST_PAUSE;
    }
  }

  private synchronized void follow() {
    if (subscription == null && closed.getCount() > 0) {
      subscription = account.tail(service + "-" + name(), account.end(), new Endings());
    }
  }

  private void load() {
    var request =
        ListEndedSessionsRequest.newBuilder().setSince(ProtoTimes.of(clock.instant().minus(KEPT)));
    ListEndedSessionsResponse page;
    do {
      page = sessions.listEndedSessions(request.build());
      page.getSessionIdsList().forEach(ended::add);
      request.setPageToken(page.getNextPageToken());
    } while (!page.getNextPageToken().isEmpty());
  }

  /** The log was cut off behind us: what it held is in account-service's rows. */
  private void beginAgain() {
    synchronized (this) {
      close(subscription);
      subscription = null;
    }
    begin();
  }

  private boolean isClosedAfter(Duration pause) {
    try {
      return closed.await(pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private final class Endings implements ChangeConsumer {
    @Override
    public void apply(ChangeBatch batch) {
      for (ChangeEvent event : batch.events()) {
        if (event.kind().equals(KIND)) {
          note(event);
        }
      }
    }

    @Override
    public void positionLost(StreamId stream, PositionLostException lost) {
      log.atWarn()
          .addKeyValue("stream", stream)
          .setCause(lost)
          .log("ended sessions are loaded anew");
      loaded = false;
      // Not on this thread: closing a subscription waits for its threads.
      Thread.ofVirtual().name(name()).start(SessionEndings.this::beginAgain);
    }

    private void note(ChangeEvent event) {
      try {
        ended.add(SessionEnded.parseFrom(event.payload()).getSessionId());
      } catch (InvalidProtocolBufferException e) {
        // Handing it back would stop all endings after it for the sake of one that nobody can read.
        log.atError().setCause(e).addKeyValue("event", event.id()).log("unreadable SessionEnded");
      }
    }
  }
}
