package tintype.allinone;

/**
 * One step that somebody takes, in names, so that it can be taken in another world too.
 *
 * @param number what it makes is named after
 * @param target a name of the world; empty where there is nothing to name
 * @param detail what else differs, as the verb reads it
 * @param watched whether its actor must see it at once, whatever the others see
 */
record Move(
    int number,
    String actor,
    Verb verb,
    String target,
    int detail,
    Transport door,
    boolean watched) {
  /** It is not refused. */
  static final String DONE = "";

  /** Whether it can be taken as the world is, and the rules say what comes of it. */
  boolean isPossible(World world) {
    return !world.suspended.contains(actor) && verb.targets(world, actor).contains(target);
  }

  @Override
  public String toString() {
    return "%d: %s %s %s (%d) by %s%s"
        .formatted(number, actor, verb, target, detail, door, watched ? ", watched" : "");
  }
}
