package tintype.platform.visibility;

/** Whom an item was published for, behind the gate of a private account. */
public enum Audience {
  EVERYONE,
  FOLLOWERS,
  CLOSE_FRIENDS
}
