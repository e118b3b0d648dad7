package tintype.platform.ids;

/** An account: a positive 64-bit number whose order is that of creation. */
public record AccountId(long value) implements Comparable<AccountId> {
  /**
   * Takes a positive number.
   *
   * @throws IllegalArgumentException for anything else, naming the field and the value
   */
  public AccountId {
    IdText.requirePositive("account_id", value);
  }

  /**
   * Reads what {@link #toString()} prints.
   *
   * @throws IllegalArgumentException if the text is not a positive decimal number of 63 bits
   */
  public static AccountId parse(String text) {
    return new AccountId(IdText.parse("account_id", text));
  }

  @Override
  public int compareTo(AccountId other) {
    return Long.compare(value, other.value);
  }

  /** The number in decimal. */
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
