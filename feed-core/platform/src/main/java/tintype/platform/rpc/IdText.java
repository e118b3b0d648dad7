package tintype.platform.rpc;

import java.util.regex.Pattern;

/** Ids as text: {@code "<id>"} for accounts, {@code "<id>_<owner>"} for what an account owns. */
public final class IdText {
  /**
   * Something that an account owns.
   *
   * @param id of the thing
   * @param owner the account whose shard holds its row
   */
  public record Owned(long id, long owner) {
    @Override
    public String toString() {
      return id + "_" + owner;
    }
  }

  /** No sign, no leading zero: two texts never name the same thing. */
  private static final Pattern CANONICAL = Pattern.compile("[1-9][0-9]{0,18}");

  private IdText() {}

  /** Fails with INVALID_FIELD where the text is no positive 64-bit number. */
  public static long parse(String field, String text) {
    if (CANONICAL.matcher(text).matches()) {
      try {
        return Long.parseLong(text);
      } catch (NumberFormatException e) {
        throw refusal(field);
      }
    }
    throw refusal(field);
  }

  /** Fails with INVALID_FIELD where the text is no pair of ids. */
  public static Owned parseOwned(String field, String text) {
    int bar = text.indexOf('_');
    if (bar < 0) {
      throw refusal(field);
    }
    return new Owned(parse(field, text.substring(0, bar)), parse(field, text.substring(bar + 1)));
  }

  private static ApiException refusal(String field) {
    return ApiException.invalidField(field, "no id (expected: one that the API has answered)");
  }
}
