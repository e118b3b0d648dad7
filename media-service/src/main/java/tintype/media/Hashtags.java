package tintype.media;

import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The hashtags of a text. One begins with a number sign that no letter, digit, mark, connector,
 * other number sign, {@code &} or {@code /} stands before, so that {@code a#b}, {@code ##x}, {@code
 * &#39;} and addresses hold none (UAX #31, R8: no Continue before a Start). Two exceptions are what
 * people write: an emoji may stand before it, and a hashtag may follow another at once: {@code
 * #a#b}.
 */
final class Hashtags {
  /** Of one text. */
  static final int MAX = 30;

  private final String text;
  private final BitSet links;
  private final Set<TagName> found = new LinkedHashSet<>();

  /** Where the last one ended. */
  private int lastEnd = -1;

  private Hashtags(String text) {
    this.text = text;
    this.links = Links.in(text);
  }

  /** All of them, each once, in the order of the text. */
  static List<TagName> in(String text) {
    return text.codePoints().noneMatch(HashtagCharacters::starts)
        ? List.of()
        : new Hashtags(text).find();
  }

  private List<TagName> find() {
    int at = 0;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      int body = at + Character.charCount(c);
      boolean begins = HashtagCharacters.starts(c) && !links.get(at) && mayBeginAt(at);
      at = begins ? take(body) : body;
    }
    return List.copyOf(found);
  }

  private boolean mayBeginAt(int at) {
    if (at == 0 || at == lastEnd) {
      return true;
    }
    int before = text.codePointBefore(at);
    boolean ofWord = HashtagCharacters.isWord(before) && !isVariation(before);
    return !ofWord && !HashtagCharacters.starts(before) && before != '&' && before != '/';
  }

  /** Asks for the look of the emoji before it; a mark, but none of a word. */
  private static boolean isVariation(int c) {
    return c == 0xFE0E || c == 0xFE0F;
  }

  private int take(int body) {
    int end = body;
    while (end < text.length() && HashtagCharacters.continues(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    if (end > body) {
      lastEnd = end;
      TagName.of(text.substring(body, end)).ifPresent(found::add);
    }
    return end;
  }
}
