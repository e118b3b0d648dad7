package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;

/** Close friends of whom the mirror told when rows did not know of them. */
@OnEveryDatabase
final class CloseFriendWalkIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  private final long ana = bed.account();
  private final long bob = bed.account();
  private final long cy = bed.account();

  @BeforeAll
  static void leaveTheWalkToTheTests() {
    bed.instance(CloseFriendWalk.class).close();
  }

  @BeforeEach
  void forgetThatItIsDone() {
    bed.execute("DELETE FROM changelog_position WHERE consumer = ?", CloseFriendWalk.NAME);
  }

  /** The mirror goes on from where it was, which is past them. */
  @Test
  void theyAreToldAtTheNextStart() {
    befriend(ana, bob);
    befriend(ana, cy);
    unknow(bob, ana);
    unknow(cy, ana);

    CloseFriendWalk walk = walk(1_000);
    walk.start();

    Eventually.awaitPass(SOON, () -> assertThat(knows(bob, ana) && knows(cy, ana)).isTrue());
    Eventually.awaitPass(SOON, () -> assertThat(walk(1_000).isDue()).isFalse());
    walk.close();
  }

  @Test
  void noOtherRowIsCopied() {
    befriend(ana, bob);
    bed.graph.follow(ana, cy);
    bed.awaitMirror();
    unknow(bob, ana);
    long micros = followedByMicros(cy);
    bed.execute("UPDATE relation SET followed_by_micros = 1 WHERE user_id = ?", cy);

    walk(1_000).run(() -> true);

    assertThat(knows(bob, ana)).isTrue();
    assertThat(followedByMicros(cy)).isEqualTo(1);
    bed.execute("UPDATE relation SET followed_by_micros = ? WHERE user_id = ?", micros, cy);
  }

  @Test
  void oneThatWasCutShortIsDueAgain() {
    befriend(ana, bob);
    befriend(ana, cy);
    befriend(bob, cy);
    unknow(bob, ana);
    unknow(cy, ana);
    unknow(cy, bob);
    AtomicInteger steps = new AtomicInteger(2);

    walk(1).run(() -> steps.getAndDecrement() > 0);
    assertThat(walk(1).isDue()).isTrue();
    walk(2).run(() -> true);

    assertThat(knows(bob, ana)).isTrue();
    assertThat(knows(cy, ana)).isTrue();
    assertThat(knows(cy, bob)).isTrue();
    assertThat(walk(1).isDue()).isFalse();
  }

  @Test
  void whoWasTakenOffTheListMeanwhileIsNotTold() {
    befriend(ana, bob);
    KeptList.CLOSE_FRIENDS.remove(bed.graph, ana, "" + bob);
    bed.awaitMirror();

    walk(1_000).run(() -> true);

    assertThat(knows(bob, ana)).isFalse();
  }

  /** Until then an older program may be telling others, without the fact. */
  @Test
  void itWaitsForTheMirrorOfThisProcess() {
    bed.awaitMirror();
    assertThat(walk(1).isDue()).isTrue();

    bed.stopMirror();
    assertThat(walk(1).isDue()).isFalse();

    bed.startMirror();
    Eventually.await(SOON, () -> walk(1).isDue());
    bed.awaitMirror();
  }

  private static CloseFriendWalk walk(int page) {
    return new CloseFriendWalk(bed.database(), bed.mirrors(), bed.mirror(), page);
  }

  private static void befriend(long owner, long other) {
    KeptList.CLOSE_FRIENDS.add(bed.graph, owner, "" + other);
    bed.awaitMirror();
  }

  /** Leaves a row as it was mirrored before it had the fact. */
  private static void unknow(long user, long other) {
    bed.execute(
        "UPDATE relation SET close_friend_of = 0 WHERE user_id = ? AND other_id = ?", user, other);
    assertThat(knows(user, other)).isFalse();
  }

  private static boolean knows(long user, long other) {
    return bed.graph.facts(user, other).getFirst().getCloseFriend();
  }

  private static long followedByMicros(long user) {
    return bed.number("SELECT followed_by_micros FROM relation WHERE user_id = ?", user);
  }
}
