package tintype.platform.visibility;

/**
 * The one rule of who sees what. Pure: its facts come from their owners, its answer depends on
 * nothing else. Whatever it hides, every surface answers as NOT_FOUND or leaves out.
 *
 * <table>
 * <caption>First line that holds decides</caption>
 * <tr><th>fact</th><th>page head</th><th>content</th></tr>
 * <tr><td>the account is not there</td><td>no</td><td>no</td></tr>
 * <tr><td>the viewer is the author</td><td>yes</td><td>yes</td></tr>
 * <tr><td>the account is hidden</td><td>no</td><td>no</td></tr>
 * <tr><td>the author blocks the viewer</td><td>no</td><td>no</td></tr>
 * <tr><td>the viewer blocks the author</td><td>yes, to be able to unblock</td><td>no</td></tr>
 * <tr><td>private, and the viewer does not follow</td><td>yes</td><td>no</td></tr>
 * <tr><td>for followers, and the viewer does not follow</td><td></td><td>no</td></tr>
 * <tr><td>for close friends, and the viewer is none</td><td></td><td>no</td></tr>
 * <tr><td>else</td><td>yes</td><td>yes</td></tr>
 * </table>
 */
public final class Visibility {
  private Visibility() {}

  /** Whether the viewer sees that the account is there: its name, picture and page head. */
  public static boolean canViewAccount(ViewerFacts facts) {
    return facts.exists() && (facts.self() || !(facts.hidden() || facts.blockedBy()));
  }

  /** Whether the viewer sees what the account publishes for this audience. */
  public static boolean canView(ViewerFacts facts, Audience audience) {
    if (!canViewAccount(facts)) {
      return false;
    }
    if (facts.self()) {
      return true;
    }
    if (facts.blocking() || (facts.isPrivate() && !facts.following())) {
      return false;
    }
    return switch (audience) {
      case EVERYONE -> true;
      case FOLLOWERS -> facts.following();
      case CLOSE_FRIENDS -> facts.closeFriend();
    };
  }
}
