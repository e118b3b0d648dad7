package tintype.graph;

import java.time.Clock;
import java.time.Duration;
import java.util.function.LongFunction;
import tintype.platform.rpc.ApiException;

/**
 * When follows begin and end: those of one account in the order in which that is committed,
 * whatever the clocks say that the times were read from. So whoever has seen one of these changes
 * has seen all that were before it.
 */
final class FollowTimes {
  /** Each that fails does so since another follow of the same account has succeeded. */
  private static final int MAX_ATTEMPTS = 50;

  private FollowTimes() {}

  /**
   * Runs a transaction, and again where a later change came before its end.
   *
   * @param transaction gets the time before which no follow may begin or end in it
   */
  static <T> T inOrder(Clock clock, LongFunction<T> transaction) {
    long earliest = 0;
    for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
      try {
        return transaction.apply(earliest);
      } catch (LaterFollowException e) {
        earliest = Math.max(e.nextMicros(), Micros.now(clock));
      }
    }
    throw ApiException.tryAgain(
        "other follows of the same account got in between: try again", Duration.ofSeconds(1), null);
  }

  /** The row after a step; a follow that begins with it does so at that time or later. */
  static Relation from(long earliest, Relation before, Relation after) {
    OwnFacts own = after.own();
    boolean begins = own.following() && !before.own().following();
    return begins && own.followMicros() < earliest ? after.with(own.since(earliest)) : after;
  }
}
