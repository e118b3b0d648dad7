package tintype.account;

import jakarta.inject.Inject;
import java.util.Optional;
import tintype.account.v1.SetAvatarRequest;
import tintype.account.v1.SetAvatarResponse;
import tintype.media.v1.ClaimAvatarRequest;
import tintype.media.v1.Media;
import tintype.media.v1.MediaServiceGrpc;
import tintype.media.v1.MediaServiceGrpc.MediaServiceBlockingStub;
import tintype.platform.rpc.Caller;
import tintype.platform.rpc.UnaryHandler;
import tintype.platform.server.Peers;

/**
 * Makes a photo of the caller the caller's avatar: media-service keeps it for that, then the
 * account names it. Nothing is shown before the second step, which alone decides; the first can be
 * repeated.
 *
 * <p>Fails with {@code ACCOUNT_NOT_FOUND} where the token outlived the account, and as
 * media-service refuses the photo.
 */
final class SetAvatar implements UnaryHandler<SetAvatarRequest, SetAvatarResponse> {
  private final ProfileStore profiles;
  private final AccountStore accounts;
  private final PageHeads heads;
  private final MediaServiceBlockingStub media;

  @Inject
  SetAvatar(ProfileStore profiles, AccountStore accounts, PageHeads heads, Peers peers) {
    this.profiles = profiles;
    this.accounts = accounts;
    this.heads = heads;
    this.media = MediaServiceGrpc.newBlockingStub(peers.channel("media"));
  }

  @Override
  public SetAvatarResponse handle(SetAvatarRequest request) {
    long caller = Caller.current().requireAccount();
    ClaimAvatarRequest claim =
        ClaimAvatarRequest.newBuilder()
            .setAccountId(caller)
            .setMediaId(request.getMediaId())
            .build();

    Media avatar = media.claimAvatar(claim).getMedia();
    profiles.setAvatar(caller, Optional.of(avatar));

    Profile profile = accounts.find(caller).orElseThrow(Refusals::accountNotFound);
    var head = heads.require(Optional.of(caller), caller);
    return SetAvatarResponse.newBuilder().setMe(profile.me(head)).build();
  }
}
