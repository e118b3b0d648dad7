package tintype.account;

import jakarta.inject.Inject;
import java.util.Optional;
import tintype.account.v1.Account;
import tintype.account.v1.LogInRequest;
import tintype.account.v1.LogInResponse;
import tintype.platform.rpc.UnaryHandler;

/**
 * Opens a session for whoever knows the password.
 *
 * <p>Fails with {@code CREDENTIALS_WRONG} (an unknown login and a wrong password alike), {@code
 * TOO_MANY_ATTEMPTS} or {@code ACCOUNT_SUSPENDED} (to who knows the password).
 */
final class LogIn implements UnaryHandler<LogInRequest, LogInResponse> {
  private final LoginCheck check;
  private final PageHeads heads;
  private final Sessions sessions;
  private final SessionStore store;
  private final SuspensionStore suspensions;

  @Inject
  LogIn(
      LoginCheck check,
      PageHeads heads,
      Sessions sessions,
      SessionStore store,
      SuspensionStore suspensions) {
    this.check = check;
    this.heads = heads;
    this.sessions = sessions;
    this.store = store;
    this.suspensions = suspensions;
  }

  @Override
  public LogInResponse handle(LogInRequest request) {
    Username login = Username.fold(request.getLogin());
    String device = TextLine.of("device", request.getDevice());

    long accountId = check.require(login, request.getPassword(), device);

    // Before the session: where this fails, nothing has been opened.
    Account account = heads.require(Optional.of(accountId), accountId);

    Sessions.Opening opening = sessions.prepare(accountId, device);
    if (!store.open(opening.session())) {
      throw suspensions.refusal(accountId);
    }

    return LogInResponse.newBuilder().setAccount(account).setTokens(opening.tokens()).build();
  }
}
