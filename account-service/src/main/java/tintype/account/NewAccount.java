package tintype.account;

import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * An account to be made.
 *
 * @param email empty where the phone is the contact, or nobody's
 * @param passwordHash a PHC string; empty means that nobody can log in
 * @param request what asked for it; empty where it had no request id
 */
record NewAccount(
    long accountId,
    Username username,
    String fullName,
    String email,
    String phone,
    Optional<LocalDate> birthday,
    String passwordHash,
    Optional<Registration> request,
    long createMicros) {

  /** An account with a name and no more. */
  static NewAccount named(
      long accountId, Username username, String passwordHash, long createMicros) {
    return new NewAccount(
        accountId,
        username,
        "",
        "",
        "",
        Optional.empty(),
        passwordHash,
        Optional.empty(),
        createMicros);
  }

  /** How it looks once it is made. */
  Profile profile() {
    return new Profile(
        accountId,
        username.name(),
        fullName,
        "",
        "",
        null,
        email.isEmpty() ? null : email,
        phone.isEmpty() ? null : phone,
        false,
        false,
        false,
        false,
        AccountState.ACTIVE,
        Set.of(),
        createMicros);
  }

  /** Without contact and password, which have no business in a log. */
  @Override
  public String toString() {
    return "NewAccount[" + accountId + ", " + username + "]";
  }
}
