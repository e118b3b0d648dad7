package tintype.media;

import org.jdbi.v3.core.Handle;

/**
 * A row for each account and each kind of work that is done for it one by one. So who locks it,
 * counts what the account has and adds to that passes no limit, whoever else adds at that time. It
 * keeps no number, so there is none that could be wrong.
 */
enum AccountLock {
  /** Drafts are added, of which there is a limit. */
  DRAFTS(1),
  /** Reports are added, of which there is a limit. */
  REPORTS(2),
  /** Numbers are mended by what they are wrong: by two at once, by twice that. */
  RECOUNT(3);

  private final int number;

  AccountLock(int number) {
    this.number = number;
  }

  /** Locks the row until the transaction ends, made anew where it is missing. */
  void take(Handle handle, long account) {
    handle.execute(
        """
        INSERT INTO account_lock (user_id, purpose) VALUES (?, ?)
        ON DUPLICATE KEY UPDATE purpose = VALUES(purpose)
        """,
        account,
        number);
  }
}
