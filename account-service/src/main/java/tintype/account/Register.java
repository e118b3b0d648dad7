package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;
import tintype.account.v1.Account;
import tintype.account.v1.RegisterRequest;
import tintype.account.v1.RegisterResponse;
import tintype.platform.ids.IdGenerator;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.sql.DuplicateKeyException;

/**
 * Makes an account and opens its first session; a repeat answers the account that is there already.
 *
 * <p>Fails with {@code USERNAME_TAKEN}, {@code REQUEST_ID_REUSED}, {@code INVALID_FIELD} or, where
 * it is a repeat, {@code ACCOUNT_SUSPENDED}.
 */
final class Register implements UnaryHandler<RegisterRequest, RegisterResponse> {
  private final UsernameStore usernames;
  private final AccountStore accounts;
  private final RepeatedRegister repeated;
  private final Passwords passwords;
  private final Sessions sessions;
  private final IdGenerator ids;
  private final Clock clock;
  private final AccountConfig config;

  @Inject
  Register(
      UsernameStore usernames,
      AccountStore accounts,
      RepeatedRegister repeated,
      Passwords passwords,
      Sessions sessions,
      IdGenerator ids,
      Clock clock,
      AccountConfig config) {
    this.usernames = usernames;
    this.accounts = accounts;
    this.repeated = repeated;
    this.passwords = passwords;
    this.sessions = sessions;
    this.ids = ids;
    this.clock = clock;
    this.config = config;
  }

  @Override
  public RegisterResponse handle(RegisterRequest request) {
    String fullName = TextLine.of("full_name", request.getFullName());
    var birthday = Birthday.parse("birthday", request.getBirthday(), config.minimumAge(), clock);
    Username username = Username.fold(request.getUsername());
    long now = Micros.of(clock.instant());

    var claimed = usernames.obstacle(username, now);
    if (claimed.isPresent()) {
      return repeated.answer(claimed.get(), request);
    }

    NewAccount account =
        new NewAccount(
            ids.next(),
            username,
            fullName,
            request.getEmail(),
            request.getPhone(),
            birthday,
            passwords.hash(request.getPassword()),
            Registration.of(request, now),
            now);
    Sessions.Opening opening = sessions.prepare(account.accountId(), "");
    try {
      accounts.create(account, Optional.of(opening.session()));
    } catch (DuplicateKeyException e) {
      return repeated.afterLosing(username, request, e);
    }

    return RegisterResponse.newBuilder()
        .setAccount(account.profile().account(Account.Counts.getDefaultInstance()))
        .setTokens(opening.tokens())
        .build();
  }
}
