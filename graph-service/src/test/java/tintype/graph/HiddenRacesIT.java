package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.platform.hidden.HiddenAccounts;
import tintype.platform.hidden.HiddenState;
import tintype.platform.hidden.HiddenWalk;
import tintype.platform.hidden.HiddenWalkInUse;
import tintype.platform.sql.Database;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;

/** Accounts that hide and come back while others follow, and while processes end. */
@OnEveryDatabase
final class HiddenRacesIT {
  private static final Duration SOON = Duration.ofSeconds(10);

  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  private final long star = bed.account();
  private final HiddenAccounts accounts = bed.instance(HiddenAccounts.class);
  private final HiddenMarks marks = bed.instance(HiddenMarks.class);

  @AfterEach
  void countsAreThoseOfTheRows() {
    bed.awaitMirror();
  }

  @Test
  void statesInAnyOrderEndAsTheNewest() {
    List<Long> fans = fans(3);
    List<HiddenState> states = new ArrayList<>();
    for (int version = 1; version <= 9; version++) {
      states.add(new HiddenState(version % 2 == 1, version));
    }
    for (int round = 0; round < 10; round++) {
      Collections.shuffle(states, new Random(round));
      states.forEach(state -> marks.put(star, state, fans));
    }

    fans.forEach(fan -> assertFollowing(fan, 0));
    marks.put(star, new HiddenState(false, 10), fans);
    fans.forEach(fan -> assertFollowing(fan, 1));
  }

  @Test
  void aStormOfChangesEndsAsTheLast() {
    List<Long> fans = fans(5);
    for (int i = 0; i < 21; i++) {
      bed.setHidden(star, i % 2 == 0);
    }
    fans.forEach(fan -> assertFollowing(fan, 0));

    bed.setHidden(star, false);
    fans.forEach(fan -> assertFollowing(fan, 1));
    bed.awaitTold(star, false);
  }

  /** Once between two pages, and once between a page and the note of it. */
  @Test
  void aWalkThatIsKilledGoesOnWhereItWas() {
    List<Long> fans = fans(7);
    HiddenWalkInUse work = bed.instance(HiddenWalkInUse.class);
    work.close();
    bed.stopMirror(); // It may be about to tell the last of them itself.
    try {
      bed.setHidden(star, true);
      Eventually.await(SOON, () -> !accounts.hidden(List.of(star)).isEmpty());
      AtomicInteger steps = new AtomicInteger();
      walk(2).run(() -> steps.incrementAndGet() <= 2);
      assertThat(followingOf(fans)).isEqualTo(3);
      assertThat(bed.numbers("SELECT told_id FROM hidden_account WHERE user_id = ?", star))
          .containsExactly(fans.get(3));

      bed.execute("UPDATE hidden_account SET told_id = 0 WHERE user_id = ?", star);
      steps.set(0);
      walk(3).run(() -> steps.incrementAndGet() <= 1);
      assertThat(followingOf(fans)).isEqualTo(3);
    } finally {
      bed.startMirror();
      work.start();
    }
    bed.awaitTold(star, true);

    assertThat(followingOf(fans)).isZero();
  }

  /** It began to tell others what is not so any more: the walk of the next state begins anew. */
  @Test
  void aChangeDuringAWalkBeginsAnew() {
    List<Long> fans = fans(6);
    HiddenWalkInUse work = bed.instance(HiddenWalkInUse.class);
    work.close();
    try {
      bed.setHidden(star, true);
      Eventually.await(SOON, () -> !accounts.hidden(List.of(star)).isEmpty());
      var stale = accounts.due(100);
      AtomicInteger steps = new AtomicInteger();
      walk(2).run(() -> steps.incrementAndGet() <= 2);
      bed.setHidden(star, false);
      Eventually.await(SOON, () -> accounts.hidden(List.of(star)).isEmpty());
      stale.forEach(old -> accounts.told(old, fans.getLast(), true));
    } finally {
      work.start();
    }
    bed.awaitTold(star, false);

    assertThat(followingOf(fans)).isEqualTo(6);
  }

  @Test
  void walksAtOnceCountOnce() throws Exception {
    List<Long> fans = fans(40);
    HiddenWalkInUse work = bed.instance(HiddenWalkInUse.class);
    work.close();
    try {
      bed.setHidden(star, true);
      Eventually.await(SOON, () -> !accounts.hidden(List.of(star)).isEmpty());
      Race.of(
          6,
          i ->
              () -> {
                walk(1 + i).run(() -> true);
                return true;
              });
    } finally {
      work.start();
    }
    bed.awaitTold(star, true);

    assertThat(followingOf(fans)).isZero();
  }

  /** A long walk takes turns with short ones. */
  @Test
  void oneWithManyOthersDoesNotKeepOneWithFew() {
    List<Long> fans = fans(9);
    long small = bed.account();
    bed.graph.follow(fans.getFirst(), small);
    bed.awaitMirror();
    HiddenWalkInUse work = bed.instance(HiddenWalkInUse.class);
    work.close();
    bed.stopMirror(); // It may be about to tell the last of them itself.
    try {
      bed.setHidden(star, true);
      bed.setHidden(small, true);
      Eventually.await(SOON, () -> accounts.hidden(List.of(star, small)).size() == 2);
      AtomicInteger steps = new AtomicInteger();
      walk(2).run(() -> steps.incrementAndGet() <= 2);

      assertFollowing(fans.getFirst(), 0);
      assertThat(followingOf(fans)).isEqualTo(7);
    } finally {
      bed.startMirror();
      work.start();
    }
    bed.awaitTold(star, true);
  }

  /** Follows and unfollows that were under way as the account hid, and more while it does. */
  @Test
  void followsMeanwhileLeaveCountsEqualToRows() throws Exception {
    List<Long> fans = fans(20);
    List<Long> late = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      late.add(bed.account());
    }
    Race.of(
        60,
        i -> {
          Callable<Boolean> flip =
              () -> {
                bed.setHidden(star, i % 2 == 0);
                return true;
              };
          Callable<Boolean> follow =
              () -> {
                bed.changeAndEnd(late.get(i / 3), star, own -> own.follow(7));
                return true;
              };
          Callable<Boolean> unfollow =
              () -> bed.graph.unfollow(fans.get(i / 3), star).getFollowing();
          return List.of(flip, follow, unfollow).get(i % 3);
        });

    bed.setHidden(star, true);
    bed.awaitMirror();
    late.forEach(fan -> assertFollowing(fan, 0));
    fans.forEach(fan -> assertFollowing(fan, 0));

    bed.setHidden(star, false);
    late.forEach(fan -> assertFollowing(fan, 1));
    fans.forEach(fan -> assertFollowing(fan, 0));
    bed.awaitTold(star, false);
    assertThat(bed.graph.counts(star).getFirst().getFollowers()).isEqualTo(20);
  }

  private HiddenWalk walk(int page) {
    HiddenFollows follows = new HiddenFollows(bed.instance(Database.class), marks, page);
    return new HiddenWalk("graph", accounts, follows, new SimpleMeterRegistry());
  }

  /** Accounts that follow the star alone, in the order of their ids. */
  private List<Long> fans(int count) {
    List<Long> fans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      fans.add(bed.account());
      bed.graph.follow(fans.getLast(), star);
    }
    bed.awaitMirror();
    return fans;
  }

  private static long followingOf(List<Long> fans) {
    return fans.stream().mapToLong(fan -> bed.graph.counts(fan).getFirst().getFollowing()).sum();
  }

  private static void assertFollowing(long account, int following) {
    Eventually.awaitPass(
        SOON,
        () -> assertThat(bed.graph.counts(account).getFirst().getFollowing()).isEqualTo(following));
  }
}
