package tintype.allinone;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** Something that people do, in a world of facts and in the real one. */
interface Verb {
  /** How often it is done, next to others. */
  int weight();

  /** Who may do it. */
  default List<String> actors(World world) {
    return world.active();
  }

  /** All of them, and the chosen ones more often. */
  static List<String> moreOften(List<String> people, Predicate<String> chosen) {
    List<String> all = new ArrayList<>(people);
    people.stream().filter(chosen).forEach(one -> all.addAll(Collections.nCopies(3, one)));
    return all;
  }

  /** What it can be done to where the rules say what comes of it; some of it often, by chance. */
  List<String> targets(World world, String actor);

  /** Does it to the facts as the rules say; answers how it is refused, or that it is done. */
  String change(World world, Move move);

  /** Does it to what is real. */
  void call(Cast cast, Person actor, Move move);
}
