package tintype.allinone;

import java.util.List;

/** Something that people do, in a world of facts and in the real one. */
interface Verb {
  /** How often it is done, next to others. */
  int weight();

  /** Who may do it. */
  default List<String> actors(World world) {
    return world.active();
  }

  /** What it can be done to where the rules say what comes of it; some of it often, by chance. */
  List<String> targets(World world, String actor);

  /** Does it to the facts as the rules say; answers how it is refused, or that it is done. */
  String change(World world, Move move);

  /** Does it to what is real. */
  void call(Cast cast, Person actor, Move move);
}
