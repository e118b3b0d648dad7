package tintype.account;

import java.util.OptionalLong;
import java.util.Set;
import tintype.account.v1.StaffAccount.Role;

/**
 * What staff do to accounts: each in one transaction with its record and its news. What changes
 * nothing leaves no record, unless it was decided on a report, nor does an act that was done
 * before.
 *
 * <p>All but {@link #reinstateAtEnd} fail with {@code ACCOUNT_NOT_FOUND}, also for an account that
 * is deleted, with {@code ADMIN_NEEDED} for one of staff unless an admin acts, and with {@code
 * LAST_ADMIN} where no active admin would be left.
 */
interface StaffActs {
  /**
   * Suspends an account and ends its sessions, or gives its suspension this reason and end instead.
   */
  void suspend(long accountId, OptionalLong endMicros, Act act);

  /** Gives a suspended account its former state back; another stays as it is. */
  void reinstate(long accountId, Act act);

  /**
   * The same, but only where the suspension has an end, which is not after the act's time. That of
   * a deleted account is forgotten then, without a record: nobody is reinstated.
   */
  void reinstateAtEnd(long accountId, Act act);

  /** Gives an account these roles, and no others. */
  void setRoles(long accountId, Set<Role> roles, Act act);

  /**
   * Makes an account an admin beside its other roles, once: after an act of the same kind, staff
   * and reason it stays as it is.
   */
  void appointFirst(long accountId, Act act);

  void setVerified(long accountId, boolean verified, Act act);

  /** Keeps the act with the account and does no more. */
  void warn(long accountId, Act act);
}
