package tintype.allinone;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Looks for fewer moves that go wrong too: leaves out half of them, a quarter, down to one. */
final class FewerMoves {
  private final Predicate<List<Move>> isWrong;
  private final long deadline;

  /**
   * @param patience when to be content with what was found
   */
  FewerMoves(Predicate<List<Move>> isWrong, Duration patience) {
    this.isWrong = isWrong;
    this.deadline = System.nanoTime() + patience.toNanos();
  }

  /** Those of the moves that are needed, as far as there was time to find out. */
  List<Move> of(List<Move> moves) {
    List<Move> least = List.copyOf(moves);
    for (int size = (moves.size() + 1) / 2; size > 0; size /= 2) {
      // From the end on: what comes later is needed by less.
      for (int to = least.size(); to > 0 && System.nanoTime() < deadline; to -= size) {
        List<Move> fewer = new ArrayList<>(least.subList(0, Math.max(0, to - size)));
        fewer.addAll(least.subList(to, least.size()));
        if (isWrong.test(fewer)) {
          least = fewer;
        }
      }
    }
    return least;
  }
}
