package tintype.platform.visibility;

/**
 * What is known between a viewer and an author: the author's own state, and the relation of the
 * two.
 *
 * @param self the viewer is the author
 * @param exists the author's account is there at all
 * @param hidden the author's account is deactivated, suspended or deleted
 * @param isPrivate the author's account is private
 * @param following the viewer follows the author
 * @param blocking the viewer blocks the author
 * @param blockedBy the author blocks the viewer
 * @param closeFriend the author has the viewer on the list of close friends
 */
public record ViewerFacts(
    boolean self,
    boolean exists,
    boolean hidden,
    boolean isPrivate,
    boolean following,
    boolean blocking,
    boolean blockedBy,
    boolean closeFriend) {
  /** An account that never was. */
  public static final ViewerFacts ABSENT =
      new ViewerFacts(false, false, false, false, false, false, false, false);

  /** The same author's, met by somebody without an account. */
  public ViewerFacts ofNobody() {
    return new ViewerFacts(false, exists, hidden, isPrivate, false, false, false, false);
  }
}
