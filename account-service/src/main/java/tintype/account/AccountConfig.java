package tintype.account;

import java.time.Duration;

/**
 * What an operator may set of accounts; keys {@code account-...}.
 *
 * @param minimumAge years that somebody with a birthday must have lived
 * @param sessionLifetime how long a session lasts after its last refresh
 * @param registerRepeat how long a repeated Register still answers the account that the first one
 *     made
 * @param passwordQueue passwords that may wait for a core to hash them; more are asked to try again
 * @param freeLoginTries wrong passwords in a row that cost nothing
 * @param longestLoginWait the most that a wrong password makes the next try wait
 * @param checkedLoginTries wrong passwords in a row after which a try that does not wait is not
 *     even checked
 * @param loginMemory how long after the last wrong password the count is forgotten
 * @param usernameReservation how long a freed username stays its former owner's
 * @param reservedUsernames freed usernames that one account may keep reserved
 * @param usernameChecks names that an account may ask about in a minute
 * @param openUsernameChecks names that all callers without a token together may ask one process
 *     about in a minute
 * @param admins usernames, joined by commas, whose accounts become admins at start; names that are
 *     nobody's then are passed over
 * @param cacheBytes of accounts that are kept in memory, as estimated
 */
record AccountConfig(
    int minimumAge,
    Duration sessionLifetime,
    Duration registerRepeat,
    int passwordQueue,
    int freeLoginTries,
    Duration longestLoginWait,
    int checkedLoginTries,
    Duration loginMemory,
    Duration usernameReservation,
    int reservedUsernames,
    int usernameChecks,
    int openUsernameChecks,
    String admins,
    long cacheBytes) {
  AccountConfig {
    if (cacheBytes < 1) {
      throw new IllegalArgumentException(
          "account-cache-bytes: " + cacheBytes + " (expected: 1 or more)");
    }
  }

  static AccountConfig defaults() {
    return new AccountConfig(
        13,
        Duration.ofDays(90),
        Duration.ofHours(48),
        64,
        5,
        Duration.ofMinutes(1),
        100,
        Duration.ofHours(1),
        Duration.ofDays(30),
        20,
        30,
        300,
        "",
        50_000_000);
  }
}
