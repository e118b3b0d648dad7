package tintype.account;

import java.util.List;

/** Sessions. One that has ended never comes back. */
interface SessionStore {
  /** What became of a refresh. */
  enum Rotation {
    /** The old secret is spent, the new one is good. */
    ROTATED,
    /** The secret was spent before: the session has been ended, and that is news. */
    REUSED,
    /** No such session, or it has ended or expired: nothing changed. */
    GONE
  }

  /** One that ended. */
  record Ended(long endMicros, long sessionId) {}

  /** One that lasts. */
  record Lasting(
      long sessionId, String device, long createMicros, long refreshMicros, long expireMicros) {}

  /**
   * Opens a session with an id that is new, unless the account is suspended at that moment: so none
   * is left open by somebody who logs in while it is being suspended.
   *
   * @return whether it was opened
   */
  boolean open(Session session);

  /**
   * Replaces the secret of a session that lasts, if the old one is the one that is good now; of
   * many at once with one secret, one is ROTATED. A secret that is not good any more ends the
   * session, so it must be known to have been.
   */
  Rotation rotate(
      long accountId,
      long sessionId,
      byte[] oldHash,
      byte[] newHash,
      long nowMicros,
      long expireMicros);

  /** Ends a session, which is news; one that has ended or never was stays so. */
  void end(long accountId, long sessionId, long nowMicros);

  /** Whether the account ever had this session. */
  boolean exists(long accountId, long sessionId);

  /**
   * Ends up to {@code limit} of the account's sessions that last, all but one; each is news.
   *
   * @return how many
   */
  int endOthers(long accountId, long keptSessionId, long nowMicros, int limit);

  /** The account's sessions that last, with ids below the one given; highest id first. */
  List<Lasting> lastingBefore(long accountId, long sessionId, long nowMicros, int limit);

  /** Whether the account has logged in on a device of this name; the empty name is no device's. */
  boolean isFamiliar(long accountId, String device);

  /** Those that ended later than the one given, or then with a higher id; oldest end first. */
  List<Ended> endedAfter(Ended last, int limit);
}
