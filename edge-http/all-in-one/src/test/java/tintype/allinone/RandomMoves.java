package tintype.allinone;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** What people do next, by chance. */
final class RandomMoves {
  private static final List<Verb> VERBS =
      Stream.<Verb[]>of(
              AccountVerb.values(),
              GraphVerb.values(),
              Publish.values(),
              AuthorVerb.values(),
              ViewerVerb.values(),
              Say.values(),
              CommentVerb.values())
          .flatMap(verbs -> Arrays.stream(verbs))
          .toList();

  private final Random random;
  private final List<Verb> urn = new ArrayList<>();

  RandomMoves(long seed) {
    random = new Random(seed);
    for (Verb verb : VERBS) {
      for (int i = 0; i < verb.weight(); i++) {
        urn.add(verb);
      }
    }
  }

  /** One that is possible as the world is. */
  Move next(World world, int number) {
    while (true) {
      Verb verb = oneOf(urn);
      String actor = oneOf(verb.actors(world));
      List<String> targets = verb.targets(world, actor);
      if (!targets.isEmpty()) {
        return new Move(
            number,
            actor,
            verb,
            oneOf(targets),
            random.nextInt(),
            oneOf(List.of(Transport.values())),
            !actor.equals(World.STAFF) && random.nextInt(3) == 0);
      }
    }
  }

  private <T> T oneOf(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }
}
