package tintype.allinone;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * In worlds made by chance every surface shows every viewer what {@link Rules} say, through both
 * doors; whatever is done is refused where they say so, and the actor sees it at once.
 *
 * <p>What goes wrong can be repeated with the seed that the failure names: {@code
 * -Dtintype.worlds.seed=SEED -Dtintype.worlds=1}. More worlds, or longer ones, take {@code
 * -Dtintype.worlds=N} and {@code -Dtintype.worlds.moves=N}.
 */
class RandomWorldsIT {
  @RegisterExtension static final SharedSystem SYSTEM = new SharedSystem();

  private static final int WORLDS = Integer.getInteger("tintype.worlds", 4);
  private static final int MOVES = Integer.getInteger("tintype.worlds.moves", 120);
  private static final Duration SOON = Duration.ofSeconds(5);

  /** Where it is known already that something goes wrong. */
  private static final Duration SOONER = Duration.ofSeconds(1);

  private static final Duration TO_FIND_FEWER_MOVES =
      Duration.ofSeconds(Integer.getInteger("tintype.worlds.shrink.seconds", 60));

  @Test
  void everySurfaceShowsWhatTheRulesSay(TestReporter reporter) {
    long first = Long.getLong("tintype.worlds.seed", new Random().nextInt(1_000_000));
    reporter.publishEntry("first seed of " + WORLDS, Long.toString(first));
    for (long seed = first; seed < first + WORLDS; seed++) {
      WorldRun run = new WorldRun(new Cast(SYSTEM), SOON, seed);
      try {
        run.live(new RandomMoves(seed), MOVES);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(report(seed, run.moves(), e), e);
      }
    }
  }

  private static String report(long seed, List<Move> moves, Throwable wrong) {
    List<Move> fewer = new FewerMoves(some -> isWrong(some, seed), TO_FIND_FEWER_MOVES).of(moves);
    return "World %d: %s%n%d moves, of which these go wrong too:%n%s"
        .formatted(
            seed,
            wrong.getMessage(),
            moves.size(),
            fewer.stream().map(Move::toString).collect(Collectors.joining("\n")));
  }

  private static boolean isWrong(List<Move> moves, long seed) {
    try {
      new WorldRun(new Cast(SYSTEM), SOONER, seed).repeat(moves);
      return false;
    } catch (AssertionError | RuntimeException e) {
      return true;
    }
  }
}
