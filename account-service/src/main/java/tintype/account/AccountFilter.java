package tintype.account;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tintype.account.v1.StaffAccount;
import tintype.platform.rpc.ApiException;

/**
 * Which accounts staff ask for: names from one on and before another, and a state.
 *
 * @param from the first name
 * @param to the first name that is none of them any more
 */
record AccountFilter(String from, String to, Optional<AccountState> state) {
  /** Of the characters of names none comes before the first of these, and none after the second. */
  private static final String BEFORE_ALL = "!";

  private static final String AFTER_ALL = "~";

  private static final Pattern TERM =
      Pattern.compile("(username|state)\\s*=\\s*(?:\"([^\"]*)\"|([^\\s\"]+))");
  private static final Pattern NAME = Pattern.compile("[a-z0-9._]{0,30}");

  /** Fails with INVALID_FIELD for what is no filter. */
  static AccountFilter of(String text) {
    AccountFilter filter = new AccountFilter("", AFTER_ALL, Optional.empty());
    boolean named = false;
    for (String term : text.isBlank() ? new String[0] : text.strip().split("\\s+AND\\s+", -1)) {
      Matcher matcher = TERM.matcher(term.strip());
      if (!matcher.matches()) {
        throw refusal();
      }
      String value = matcher.group(2) == null ? matcher.group(3) : matcher.group(2);
      if (matcher.group(1).equals("state")) {
        filter = filter.withState(value);
      } else if (named) {
        throw refusal();
      } else {
        filter = filter.withName(value.toLowerCase(Locale.ROOT));
        named = true;
      }
    }
    return filter;
  }

  private AccountFilter withName(String pattern) {
    boolean prefix = pattern.endsWith("*");
    String name = prefix ? pattern.substring(0, pattern.length() - 1) : pattern;
    if (!NAME.matcher(name).matches() || (name.isEmpty() && !prefix)) {
      throw refusal();
    }
    return new AccountFilter(name, name + (prefix ? AFTER_ALL : BEFORE_ALL), state);
  }

  private AccountFilter withState(String name) {
    for (AccountState each : AccountState.values()) {
      if (each.shown() == stateNamed(name) && state.isEmpty()) {
        return new AccountFilter(from, to, Optional.of(each));
      }
    }
    throw refusal();
  }

  private static StaffAccount.State stateNamed(String name) {
    try {
      return StaffAccount.State.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw refusal();
    }
  }

  /** The same names, from behind one of them on. */
  AccountFilter after(String name) {
    return new AccountFilter(name + BEFORE_ALL, to, state);
  }

  private static ApiException refusal() {
    return ApiException.invalidField(
        "filter",
        "not understood (expected: username = \"ana\" or \"an*\", state = SUSPENDED, or both"
            + " joined by AND)");
  }
}
