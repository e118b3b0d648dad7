package tintype.media;

import tintype.media.v1.Post.Audience;
import tintype.platform.rpc.ApiException;

/** Audiences as requests name them. */
final class Audiences {
  private Audiences() {}

  /** Of something new, which is for everyone unless it says otherwise. */
  static Audience orEveryone(Audience audience) {
    return audience == Audience.AUDIENCE_UNSPECIFIED ? Audience.EVERYONE : audience;
  }

  /**
   * Of something that is there: emptied by mistake it would be for everyone.
   *
   * @throws ApiException INVALID_FIELD where it is not set
   */
  static void requireSet(Audience audience) {
    if (audience == Audience.AUDIENCE_UNSPECIFIED) {
      throw ApiException.invalidField(
          "audience", "not set (expected: EVERYONE, FOLLOWERS or CLOSE_FRIENDS)");
    }
  }
}
