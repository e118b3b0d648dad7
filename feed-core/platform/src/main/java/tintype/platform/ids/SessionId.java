package tintype.platform.ids;

/** A login on one device: a positive 64-bit number whose order is that of creation. */
public record SessionId(long value) implements Comparable<SessionId> {
  /**
   * Takes a positive number.
   *
   * @throws IllegalArgumentException for anything else, naming the field and the value
   */
  public SessionId {
    IdText.requirePositive("session_id", value);
  }

  /**
   * Reads what {@link #toString()} prints.
   *
   * @throws IllegalArgumentException if the text is not a positive decimal number of 63 bits
   */
  public static SessionId parse(String text) {
    return new SessionId(IdText.parse("session_id", text));
  }

  @Override
  public int compareTo(SessionId other) {
    return Long.compare(value, other.value);
  }

  /** The number in decimal. */
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
