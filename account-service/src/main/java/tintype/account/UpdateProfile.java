package tintype.account;

import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tintype.account.UsernameStore.Claim;
import tintype.account.v1.UpdateProfileRequest;
import tintype.account.v1.UpdateProfileResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.sql.DuplicateKeyException;

/**
 * Changes the caller's profile. A username is asked about as by CheckUsername, within its limits.
 *
 * <p>Fails with {@code INVALID_FIELD}, {@code USERNAME_TAKEN}, {@code TOO_MANY_CHECKS}, {@code
 * TOO_MANY_USERNAMES} or {@code ACCOUNT_NOT_FOUND} where the token outlived the account.
 */
final class UpdateProfile implements UnaryHandler<UpdateProfileRequest, UpdateProfileResponse> {
  private final ProfileStore profiles;
  private final AccountStore accounts;
  private final UsernameStore usernames;
  private final UsernameChecks checks;
  private final PageHeads heads;
  private final Clock clock;
  private final AccountConfig config;

  @Inject
  UpdateProfile(
      ProfileStore profiles,
      AccountStore accounts,
      UsernameStore usernames,
      UsernameChecks checks,
      PageHeads heads,
      Clock clock,
      AccountConfig config) {
    this.profiles = profiles;
    this.accounts = accounts;
    this.usernames = usernames;
    this.checks = checks;
    this.heads = heads;
    this.clock = clock;
    this.config = config;
  }

  @Override
  public UpdateProfileResponse handle(UpdateProfileRequest request) {
    long caller = Caller.current().requireAccount();
    ProfileChange change = ProfileChange.of(request);
    long now = Micros.of(clock.instant());

    change.username().ifPresent(username -> requireFree(caller, username, now));
    try {
      profiles.change(caller, change, now + Micros.of(config.usernameReservation()));
    } catch (DuplicateKeyException e) {
      throw Refusals.usernameTaken(change.username().map(Username::name).orElse(""));
    }

    Profile profile = accounts.find(caller).orElseThrow(Refusals::accountNotFound);
    var head = heads.require(Optional.of(caller), caller);
    return UpdateProfileResponse.newBuilder().setMe(profile.me(head)).build();
  }

  private void requireFree(long caller, Username username, long nowMicros) {
    checks.admit(Caller.current());
    Optional<Claim> claim = usernames.obstacle(username, nowMicros);
    if (claim.isPresent() && claim.get().accountId() != caller) {
      throw Refusals.usernameTaken(username.name());
    }
    List<Long> reserved = usernames.reservedUntil(caller, nowMicros);
    if (claim.isEmpty() && reserved.size() >= config.reservedUsernames()) {
      long wait = Collections.min(reserved) - nowMicros;
      throw Refusals.tooManyUsernames(Duration.ofNanos(wait * 1_000));
    }
  }
}
