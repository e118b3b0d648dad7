package tintype.platform.ids;

/** An uploaded picture or video: a positive 64-bit number whose order is that of creation. */
public record MediaId(long value) implements Comparable<MediaId> {
  /**
   * Takes a positive number.
   *
   * @throws IllegalArgumentException for anything else, naming the field and the value
   */
  public MediaId {
    IdText.requirePositive("media_id", value);
  }

  /**
   * Reads what {@link #toString()} prints.
   *
   * @throws IllegalArgumentException if the text is not a positive decimal number of 63 bits
   */
  public static MediaId parse(String text) {
    return new MediaId(IdText.parse("media_id", text));
  }

  @Override
  public int compareTo(MediaId other) {
    return Long.compare(value, other.value);
  }

  /** The number in decimal. */
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
