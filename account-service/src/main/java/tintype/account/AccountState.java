package tintype.account;

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

  static AccountState ofRow(int value) {
    return values()[value];
  }
}
