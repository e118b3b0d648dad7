package tintype.platform.rpc;

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

  private IdText() {}

  /** Fails with INVALID_FIELD where the text is no positive 64-bit number. */
  public static long parse(String field, String text) {
    try {
      long value = Long.parseLong(text);
      if (value > 0 && text.charAt(0) != '+') {
        return value;
      }
    } catch (NumberFormatException e) {
      // Falls through to the one refusal: what is wrong with the number does not matter.
    }
    throw ApiException.invalidField(field, "no id (expected: one that the API has answered)");
  }

  /** Fails with INVALID_FIELD where the text is no pair of ids. */
  public static Owned parseOwned(String field, String text) {
    int bar = text.indexOf('_');
    if (bar < 0) {
      throw ApiException.invalidField(field, "no id (expected: one that the API has answered)");
    }
    return new Owned(
        parse(field, text.substring(0, bar)), parse(field, text.substring(bar + 1)));
  }
}
