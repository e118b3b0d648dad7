package tintype.media;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The bytes that a Range header asks for (RFC 9110, 14.1.2).
 *
 * @param first index of the first byte
 * @param length how many; 0 where there are none of those asked for
 */
record ByteRange(long first, long length) {
  private static final Pattern SINGLE =
      Pattern.compile("bytes=[ \t,]*(\\d*)-(\\d*)[ \t,]*", Pattern.CASE_INSENSITIVE);
  private static final ByteRange UNSATISFIABLE = new ByteRange(0, 0);

  /** More digits than any file has bytes. */
  private static final int MAX_DIGITS = 18;

  boolean isSatisfiable() {
    return length > 0;
  }

  /**
   * What a header asks of so many bytes; empty where it is none to heed: malformed, in another
   * unit, or several ranges, which a server may answer with the whole.
   */
  static Optional<ByteRange> of(String header, long size) {
    Matcher single = SINGLE.matcher(header);
    if (!single.matches()) {
      return Optional.empty();
    }
    String from = single.group(1);
    String to = single.group(2);
    if (from.isEmpty()) {
      return to.isEmpty() ? Optional.empty() : Optional.of(suffix(number(to), size));
    }
    long first = number(from);
    long last = to.isEmpty() ? Long.MAX_VALUE : number(to);
    if (last < first) {
      return Optional.empty();
    }
    return Optional.of(
        first >= size ? UNSATISFIABLE : new ByteRange(first, Math.min(last, size - 1) - first + 1));
  }

  private static ByteRange suffix(long asked, long size) {
    long length = Math.min(asked, size);
    return length == 0 ? UNSATISFIABLE : new ByteRange(size - length, length);
  }

  private static long number(String digits) {
    String significant = digits.replaceFirst("^0+(?=.)", "");
    return significant.length() > MAX_DIGITS ? Long.MAX_VALUE : Long.parseLong(significant);
  }
}
