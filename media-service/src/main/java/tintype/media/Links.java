package tintype.media;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a text holds addresses of the web: what looks like a hashtag or name there is part of one.
 */
final class Links {
  private static final Pattern LINK =
      Pattern.compile("(?:[A-Za-z][A-Za-z0-9+.-]{0,30}://|\\b[Ww][Ww][Ww]\\.)\\S+");

  private Links() {}

  /** The positions of their characters. */
  static BitSet in(String text) {
    BitSet links = new BitSet();
    Matcher link = LINK.matcher(text);
    while (link.find()) {
      links.set(link.start(), link.end());
    }
    return links;
  }
}
