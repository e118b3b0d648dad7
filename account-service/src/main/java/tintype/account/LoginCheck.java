package tintype.account;

import jakarta.inject.Inject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.util.Optional;

/**
 * Finds out whose a login and a password are. A login that is nobody's goes the same way as any
 * other: it has a number, a count of wrong passwords, and a hash to be checked against.
 */
final class LoginCheck {
  private final UsernameStore usernames;
  private final AccountStore accounts;
  private final SessionStore sessions;
  private final LoginTries tries;
  private final Passwords passwords;
  private final Clock clock;

  @Inject
  LoginCheck(
      UsernameStore usernames,
      AccountStore accounts,
      SessionStore sessions,
      LoginTries tries,
      Passwords passwords,
      Clock clock) {
    this.usernames = usernames;
    this.accounts = accounts;
    this.sessions = sessions;
    this.tries = tries;
    this.passwords = passwords;
    this.clock = clock;
  }

  /**
   * The account whose login and password these are.
   *
   * <p>Fails with {@code CREDENTIALS_WRONG}, {@code TOO_MANY_ATTEMPTS} or {@code TRY_AGAIN}.
   */
  long require(Username login, String password, String device) {
    long accountId = usernames.holder(login).orElseGet(() -> numberOfNobody(login));
    Optional<String> hash = accounts.passwordHash(accountId);
    var lane = new LoginTries.Lane(accountId, sessions.isFamiliar(accountId, device));

    var admission = tries.begin(lane, Micros.of(clock.instant()));
    if (admission.verdict() == LoginPolicy.Verdict.REFUSED) {
      throw Refusals.tooManyAttempts(admission.delay());
    }
    if (!passwords.matches(password, hash)) {
      throw admission.verdict() == LoginPolicy.Verdict.HASTY
          ? Refusals.tooManyAttempts(admission.delay())
          : Refusals.credentialsWrong();
    }

    tries.forget(lane);
    return accountId;
  }

  /** Negative, as no account's id is. */
  private static long numberOfNobody(Username login) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(login.name().getBytes(StandardCharsets.UTF_8));
      return ByteBuffer.wrap(digest).getLong() | Long.MIN_VALUE;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
