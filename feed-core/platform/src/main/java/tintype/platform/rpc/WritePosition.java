package tintype.platform.rpc;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a committed write stands in the change log: the keyspace and the id of its outbox row, as
 * text {@code graph:123}. A transaction with several rows is named by its last one, since whoever
 * tails the log takes transactions whole.
 *
 * @param keyspace in lower case; one that is not known here is nobody's concern
 * @param id above 0; it carries when it was minted
 */
public record WritePosition(String keyspace, long id) {
  private static final Pattern TEXT = Pattern.compile("([a-z]{1,16}):([1-9][0-9]{0,18})");

  /**
   * Reads the text form.
   *
   * @throws IllegalArgumentException for any other text, without repeating it
   */
  public static WritePosition parse(String text) {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException("no position (expected: one such as graph:123)");
    }
    try {
      return new WritePosition(parts.group(1), Long.parseLong(parts.group(2)));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("no position (expected: an id of 63 bits)", e);
    }
  }

  @Override
  public String toString() {
    return keyspace + ":" + id;
  }
}
