package tintype.account;

import java.util.List;

/** Wrong passwords of late, in a count for each {@link Lane}. */
interface LoginTries {
  /**
   * Who is counted together: the devices on which an account has logged in before, or all others.
   * So a stranger's guesses never slow down the owner's own devices.
   */
  record Lane(long accountId, boolean familiar) {}

  /** Decides about a try and counts it as wrong, in one step, unless it is refused. */
  LoginPolicy.Admission begin(Lane lane, long nowMicros);

  /** Forgets the count after the right password. */
  void forget(Lane lane);

  /** Counts whose last try was before a time, the oldest first. */
  List<Lane> older(long micros, int limit);

  /** Deletes a count, unless there was a try at that time or after it. */
  void deleteOlder(Lane lane, long micros);
}
