package tintype.account;

import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tintype.account.v1.StaffAccount.Role;
import tintype.account.v1.StaffAct.Kind;
import tintype.platform.server.Background;

/**
 * Makes the accounts that a setting names admins, once at each start. So a name that is nobody's
 * must not stay in the setting: whoever registers it is an admin from the next start on.
 */
final class FirstAdmins implements Background {
  private static final Logger log = LoggerFactory.getLogger(FirstAdmins.class);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final List<String> names;
  private final UsernameStore usernames;
  private final AccountStore accounts;
  private final StaffActs acts;
  private final StaffDesk desk;
  private final CountDownLatch closed = new CountDownLatch(1);

  @Inject
  FirstAdmins(
      AccountConfig config,
      UsernameStore usernames,
      AccountStore accounts,
      StaffActs acts,
      StaffDesk desk) {
    this.names =
        Arrays.stream(config.admins().split(","))
            .map(String::strip)
            .filter(name -> !name.isEmpty())
            .toList();
    this.usernames = usernames;
    this.accounts = accounts;
    this.acts = acts;
    this.desk = desk;
  }

  @Override
  public String name() {
    return "first-admins";
  }

  @Override
  public void start() {
    if (!names.isEmpty()) {
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
    try {
      do {
        try {
          names.forEach(this::appoint);
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

  private void appoint(String name) {
    OptionalLong account = usernames.holder(Username.fold(name));
    if (account.isEmpty()) {
      log.atWarn().addKeyValue("username", name).log("account-admins names nobody");
      return;
    }
    Set<Role> roles = EnumSet.of(Role.ADMIN);
    accounts.find(account.getAsLong()).ifPresent(it -> roles.addAll(it.roles()));
    acts.setRoles(
        account.getAsLong(), roles, desk.ownAct(Kind.SET_ROLES, "the setting account-admins"));
  }
}
