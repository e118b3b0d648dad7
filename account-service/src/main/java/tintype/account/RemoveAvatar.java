package tintype.account;

import jakarta.inject.Inject;
import java.util.Optional;
import tintype.account.v1.RemoveAvatarRequest;
import tintype.account.v1.RemoveAvatarResponse;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;

/**
 * Leaves the caller without an avatar.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND} where the token outlived the account.
 */
final class RemoveAvatar implements UnaryHandler<RemoveAvatarRequest, RemoveAvatarResponse> {
  private final ProfileStore profiles;
  private final AccountStore accounts;
  private final PageHeads heads;

  @Inject
  RemoveAvatar(ProfileStore profiles, AccountStore accounts, PageHeads heads) {
    this.profiles = profiles;
    this.accounts = accounts;
    this.heads = heads;
  }

  @Override
  public RemoveAvatarResponse handle(RemoveAvatarRequest request) {
    long caller = Caller.current().requireAccount();

    profiles.setAvatar(caller, Optional.empty());

    Profile profile = accounts.find(caller).orElseThrow(Refusals::accountNotFound);
    var head = heads.require(Optional.of(caller), caller);
    return RemoveAvatarResponse.newBuilder().setMe(profile.me(head)).build();
  }
}
