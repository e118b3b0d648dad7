package tintype.platform.auth;

/** Which accounts are of staff at this moment. */
@FunctionalInterface
public interface StaffCheck {
  /** What an account of staff may do, from less to more. */
  enum Rank {
    NONE,
    MODERATOR,
    ADMIN
  }

  /** The account's highest rank; NONE also for one that is hidden, or never was. */
  Rank rankOf(long account);
}
