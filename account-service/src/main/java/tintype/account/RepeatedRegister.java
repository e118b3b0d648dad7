package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import tintype.account.UsernameStore.Claim;
import tintype.account.v1.Account;
import tintype.account.v1.RegisterRequest;
import tintype.account.v1.RegisterResponse;
import tintype.platform.sql.DuplicateKeyException;
import tintype.platform.sql.RequestIdReusedException;

/**
 * Answers a Register whose name is claimed already: perhaps by itself, when its first answer was
 * lost. It is the same request if its id, its content and its password are; then its sender gets
 * the account and a session of their own.
 */
final class RepeatedRegister {
  private final UsernameStore usernames;
  private final AccountStore accounts;
  private final Passwords passwords;
  private final PageHeads heads;
  private final Sessions sessions;
  private final SessionStore sessionStore;
  private final SuspensionStore suspensions;
  private final Clock clock;
  private final AccountConfig config;

  @Inject
  RepeatedRegister(
      UsernameStore usernames,
      AccountStore accounts,
      Passwords passwords,
      PageHeads heads,
      Sessions sessions,
      SessionStore sessionStore,
      SuspensionStore suspensions,
      Clock clock,
      AccountConfig config) {
    this.usernames = usernames;
    this.accounts = accounts;
    this.passwords = passwords;
    this.heads = heads;
    this.sessions = sessions;
    this.sessionStore = sessionStore;
    this.suspensions = suspensions;
    this.clock = clock;
    this.config = config;
  }

  /** Fails with {@code USERNAME_TAKEN}, {@code REQUEST_ID_REUSED} or {@code ACCOUNT_SUSPENDED}. */
  RegisterResponse answer(Claim claim, RegisterRequest request) {
    long now = Micros.of(clock.instant());
    Registration asked =
        Registration.of(request, now)
            .orElseThrow(() -> Refusals.usernameTaken(claim.username().name()));
    Registration made =
        accounts
            .registration(claim.accountId())
            .filter(first -> first.sameRequestId(asked) && claim.inUse())
            .filter(first -> now - first.createMicros() < Micros.of(config.registerRepeat()))
            .orElseThrow(() -> Refusals.usernameTaken(claim.username().name()));
    Optional<String> hash = accounts.passwordHash(claim.accountId());
    if (!made.sameContent(asked) || !passwords.matches(request.getPassword(), hash)) {
      throw new RequestIdReusedException(asked.requestId());
    }

    Account account = heads.require(Optional.of(claim.accountId()), claim.accountId());

    Sessions.Opening opening = sessions.prepare(claim.accountId(), "");
    if (!sessionStore.open(opening.session())) {
      throw suspensions.refusal(claim.accountId());
    }

    return RegisterResponse.newBuilder().setAccount(account).setTokens(opening.tokens()).build();
  }

  /** Answers when another Register has taken the name, or the request id, in the meantime. */
  RegisterResponse afterLosing(
      Username username, RegisterRequest request, DuplicateKeyException lost) {
    Optional<Claim> claim = usernames.find(username);
    if (claim.isPresent()) {
      return answer(claim.get(), request);
    }
    if (accounts.isRequestIdUsed(request.getRequestId().toLowerCase(Locale.ROOT))) {
      throw new RequestIdReusedException(request.getRequestId());
    }
    throw lost;
  }
}
