package tintype.media;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The usernames that a text mentions: {@code @} and a name, in no address of the web or of mail. As
 * in twitter-text, letters of other scripts may stand at either side, Latin ones not, so that
 * {@code ana@example.com} and {@code @josé} are none of {@code example.com} and {@code jos}.
 */
final class MentionedNames {
  /** Of one text. */
  static final int MAX = 20;

  private static final int SHORTEST = 3;
  private static final int LONGEST = 30;
  private static final Pattern NAME =
      Pattern.compile("[@\uFF20]([A-Za-z0-9_]+(?:\\.[A-Za-z0-9_]+)*)");

  private MentionedNames() {}

  /** All of them in lower case, each once, in the order of the text. */
  static List<String> in(String text) {
    if (text.indexOf('@') < 0 && text.indexOf('\uFF20') < 0) {
      return List.of();
    }
    BitSet links = Links.in(text);
    Set<String> names = new LinkedHashSet<>();
    Matcher match = NAME.matcher(text);
    while (match.find()) {
      String name = match.group(1);
      boolean fits = name.length() >= SHORTEST && name.length() <= LONGEST;
      if (fits && !links.get(match.start()) && standsAlone(text, match.start(), match.end())) {
        names.add(name.toLowerCase(Locale.ROOT));
      }
    }
    return List.copyOf(names);
  }

  private static boolean standsAlone(String text, int start, int end) {
    boolean before = start == 0 || !belongs(text.codePointBefore(start), "_@\uFF20/+%&=$!#*");
    return before && (end == text.length() || !belongs(text.codePointAt(end), "@\uFF20"));
  }

  private static boolean belongs(int c, String signs) {
    return signs.indexOf(c) >= 0
        || Character.isDigit(c)
        || HashtagCharacters.isMark(c) && c != 0xFE0F
        || Character.isLetter(c) && Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN;
  }
}
