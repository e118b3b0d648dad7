package tintype.account;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Names like one that cannot be had. */
final class UsernameCandidates {
  /** How many of them are suggested. */
  static final int SUGGESTED = 3;

  private static final int MAX_LENGTH = 30;
  private static final int SMALL_NUMBERS = 5;
  private static final int LARGE_NUMBERS = 10;
  private static final String NO_LETTERS = "user";

  private UsernameCandidates() {}

  /** Well-formed names, the likest first; the last ones are long shots that hardly anybody has. */
  static List<Username> like(String name) {
    String base = base(name);
    List<Username> candidates = new ArrayList<>();
    candidates.add(with(base, "_"));
    for (int number = 1; number <= SMALL_NUMBERS; number++) {
      candidates.add(with(base, Integer.toString(number)));
    }
    for (int i = 0; i < LARGE_NUMBERS; i++) {
      int number = ThreadLocalRandom.current().nextInt(10_000, 1_000_000);
      candidates.add(with(base, Integer.toString(number)));
    }
    return candidates.stream().distinct().toList();
  }

  /** What is left of a name without all that a username cannot have; three characters at least. */
  private static String base(String name) {
    String kept =
        name.replaceAll("[^a-z0-9_.]", "").replaceAll("\\.{2,}", ".").replaceAll("^\\.|\\.$", "");
    return kept.length() < 2 ? kept + NO_LETTERS : kept;
  }

  private static Username with(String base, String suffix) {
    String cut = base.substring(0, Math.min(base.length(), MAX_LENGTH - suffix.length()));
    return new Username(cut.endsWith(".") ? cut.replaceAll("\\.$", suffix) : cut + suffix);
  }
}
