package tintype.graph;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import tintype.account.v1.AccountSummary;

/**
 * What names a list is narrowed to: usernames, full names and words of full names that begin so,
 * whatever their case and width. An empty one is for all names.
 */
record NamePrefix(String folded) {
  static NamePrefix of(String text) {
    return new NamePrefix(fold(text.strip()));
  }

  boolean matches(AccountSummary account) {
    String name = fold(account.getFullName());
    return account.getUsername().startsWith(folded)
        || name.startsWith(folded)
        || Arrays.stream(name.split(" ")).anyMatch(word -> word.startsWith(folded));
  }

  /** Those of a list's people who are so named. */
  PeoplePages.Choice choice() {
    if (folded.isEmpty()) {
      return PeoplePages.LISTED;
    }
    return people -> {
      var listed = PeoplePages.LISTED.among(people);
      return id -> listed.test(id) && matches(people.get(id).summary());
    };
  }

  private static String fold(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
  }
}
