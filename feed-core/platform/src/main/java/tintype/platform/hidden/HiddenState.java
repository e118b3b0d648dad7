package tintype.platform.hidden;

/**
 * Whether an account is hidden from all others.
 *
 * @param version grows with each change, by one; 0 before the first. The first change is that it
 *     hides, so an odd version is of a hidden account, and an even one of one that is not
 */
public record HiddenState(boolean hidden, long version) {
  /** Of an account that never was. */
  public static final HiddenState NEVER = new HiddenState(false, 0);
}
