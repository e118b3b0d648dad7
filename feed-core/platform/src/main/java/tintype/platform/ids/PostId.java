package tintype.platform.ids;

/** A published post: a positive 64-bit number whose order is that of creation. */
public record PostId(long value) implements Comparable<PostId> {
  /**
   * Takes a positive number.
   *
   * @throws IllegalArgumentException for anything else, naming the field and the value
   */
  public PostId {
    IdText.requirePositive("post_id", value);
  }

  /**
   * Reads what {@link #toString()} prints.
   *
   * @throws IllegalArgumentException if the text is not a positive decimal number of 63 bits
   */
  public static PostId parse(String text) {
    return new PostId(IdText.parse("post_id", text));
  }

  @Override
  public int compareTo(PostId other) {
    return Long.compare(value, other.value);
  }

  /** The number in decimal. */
  @Override
  public String toString() {
    return Long.toString(value);
  }
}
