package tintype.account;

import java.util.Optional;
import tintype.media.v1.Media;
import tintype.platform.sql.DuplicateKeyException;

/** Changes of profiles. */
interface ProfileStore {
  /**
   * Changes an account's profile and, where anything differs from before, tells of it: all or
   * nothing. Another username claims that name, which may be one that the account has freed, and
   * frees the one before until {@code releaseMicros}. An account that never was stays so.
   *
   * @throws DuplicateKeyException where another account claims the name; nothing was changed
   */
  void change(long accountId, ProfileChange change, long releaseMicros);

  /**
   * Sets an account's avatar, or takes it away, and, where that differs from before, tells of it:
   * all or nothing. An account that never was stays so.
   */
  void setAvatar(long accountId, Optional<Media> avatar);
}
