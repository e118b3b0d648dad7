package tintype.platform.ids;

/** The node number's lease was not renewed in time: no id may be minted until it is. */
public final class LeaseLapsedException extends IllegalStateException {
  public LeaseLapsedException(String message) {
    super(message);
  }
}
