package tintype.platform.rpc;

/** How many items a page holds: 0 means 20, more than 100 is cut to 100, less than 0 is refused. */
public final class PageSize {
  public static final int DEFAULT = 20;
  public static final int MAX = 100;

  private PageSize() {}

  public static int of(int requested) {
    if (requested < 0) {
      throw ApiException.invalidField("page_size", requested + " (expected: 0 or more)");
    }
    return requested == 0 ? DEFAULT : Math.min(requested, MAX);
  }
}
