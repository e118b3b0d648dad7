package tintype.account;

import io.grpc.Status.Code;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.account.v1.StaffAct.Kind;
import tintype.platform.rpc.ApiException;
import tintype.platform.server.Background;

/**
 * Makes the accounts that a setting names admins, at the start of an installation that has none.
 * Each is made one once, so that a role that was taken away stays away. The setting names them by
 * their ids, since a name may be anybody's by then.
 */
final class FirstAdmins implements Background {
  private static final Logger log = LoggerFactory.getLogger(FirstAdmins.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** Also what an account that was made an admin is known by. */
  private static final String REASON = "the setting account-admins";

  private final List<Long> named;
  private final LastAdmin admins;
  private final StaffActs acts;
  private final StaffDesk desk;
  private final CountDownLatch closed = new CountDownLatch(1);

  @Inject
  FirstAdmins(AccountConfig config, LastAdmin admins, StaffActs acts, StaffDesk desk) {
    this.named = config.adminIds();
    this.admins = admins;
    this.acts = acts;
    this.desk = desk;
  }

  @Override
  public String name() {
    return "first-admins";
  }

  @Override
  public void start() {
    if (!named.isEmpty()) {
      Thread.ofVirtual().name(name()).start(this::appointUntilDone);
    }
  }

  @Override
  public String notReady() {
    return "";
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void appointUntilDone() {
    Optional<Deque<Long>> left = Optional.empty();
    try {
      do {
        try {
          // Asked once: the first of them is an admin when the second is tried again.
          left = Optional.of(left.orElseGet(this::toAppoint));
          appointAll(left.get());
          return;
        } catch (RuntimeException e) {
          // The database may not be there yet, nor the right to make ids.
          log.atDebug().setCause(e).log("first admins are not appointed yet");
        }
      } while (!closed.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  void appoint() {
    appointAll(toAppoint());
  }

  private void appointAll(Deque<Long> left) {
    while (!left.isEmpty()) {
      appointOne(left.getFirst());
      left.removeFirst();
    }
  }

  private Deque<Long> toAppoint() {
    if (admins.isAnyBut(0)) {
      log.atInfo().log("account-admins appoints nobody: there are admins");
      return new ArrayDeque<>();
    }
    return new ArrayDeque<>(named);
  }

  private void appointOne(long account) {
    try {
      acts.appointFirst(account, desk.ownAct(Kind.SET_ROLES, REASON));
    } catch (ApiException e) {
      if (e.code() != Code.NOT_FOUND) {
        throw e;
      }
      log.atWarn().addKeyValue("account", account).log("account-admins names nobody");
    }
  }
}
