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
 */
record AccountConfig(
    int minimumAge,
    Duration sessionLifetime,
    Duration registerRepeat,
    int passwordQueue,
    int freeLoginTries,
    Duration longestLoginWait,
    int checkedLoginTries,
    Duration loginMemory) {
  static AccountConfig defaults() {
    return new AccountConfig(
        13,
        Duration.ofDays(90),
        Duration.ofHours(48),
        64,
        5,
        Duration.ofMinutes(1),
        100,
        Duration.ofHours(1));
  }
}
