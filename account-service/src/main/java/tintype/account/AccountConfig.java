package tintype.account;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

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
 * @param admins ids of accounts, joined by commas, that become admins at the start of an
 *     installation that has none; each once
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
    ids(admins);
  }

  /** The accounts that {@code admins} names. */
  List<Long> adminIds() {
    return ids(admins);
  }

  private static List<Long> ids(String joined) {
    return Arrays.stream(joined.split(","))
        .map(String::strip)
        .filter(id -> !id.isEmpty())
        .map(AccountConfig::id)
        .toList();
  }

  private static long id(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "account-admins: " + text + " (expected: ids of accounts, joined by commas)", e);
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
