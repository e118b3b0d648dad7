package tintype.platform.ids;

/**
 * The public id of a post, {@code "<id>_<owner>"}. The owner is the account whose shard holds the
 * row, so that no lookup is needed to find it.
 */
public record PostRef(PostId id, AccountId owner) {
  /**
   * Reads what {@link #toString()} prints.
   *
   * @throws IllegalArgumentException if the text is anything else, naming the field and the text
   */
  public static PostRef parse(String text) {
    IdText.Pair pair = IdText.parsePair("post_id", text);
    return new PostRef(new PostId(pair.id()), new AccountId(pair.owner()));
  }

  @Override
  public String toString() {
    return id + "_" + owner;
  }
}
