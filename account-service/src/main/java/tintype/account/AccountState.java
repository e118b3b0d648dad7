package tintype.account;

import tintype.account.v1.StaffAccount;

/** What an account is doing; rows hold the ordinal, so the order stands for ever. */
enum AccountState {
  ACTIVE,
  DEACTIVATED,
  SUSPENDED,
  DELETED;

  /** Whether it vanished for all others. */
  boolean hidden() {
    return this != ACTIVE;
  }

  StaffAccount.State shown() {
    return switch (this) {
      case ACTIVE -> StaffAccount.State.ACTIVE;
      case DEACTIVATED -> StaffAccount.State.DEACTIVATED;
      case SUSPENDED -> StaffAccount.State.SUSPENDED;
      case DELETED -> StaffAccount.State.DELETED;
    };
  }

  static AccountState ofRow(int value) {
    return values()[value];
  }
}
