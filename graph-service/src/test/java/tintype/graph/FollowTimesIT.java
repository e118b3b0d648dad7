package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.testkit.OnEveryDatabase;

/** Follows of one account that clocks and the ends of transactions would put into other orders. */
@OnEveryDatabase
final class FollowTimesIT {
  private static final long MINUTE = 60_000_000;

  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  private final long ana = bed.account();
  private final long viewer = bed.account();

  @AfterEach
  void mirrorsHaveTheSameTimes() {
    bed.awaitMirror();
  }

  @Test
  void afterOneByAClockThatIsAheadTheNextBeginsLater() {
    List<Long> others = List.of(bed.account(), bed.account(), bed.account());
    long ahead = now() + MINUTE;
    follow(others.get(0), ahead);
    bed.graph.follow(viewer, others.get(1));
    bed.graph.follow(viewer, others.get(2));

    assertThat(begun(others.get(0))).isEqualTo(ahead);
    assertThat(begun(others.get(1))).isEqualTo(ahead + 1);
    assertThat(begun(others.get(2))).isEqualTo(ahead + 2);
  }

  @Test
  void alsoAfterOneThatHasEnded() {
    long gone = bed.account();
    long next = bed.account();
    long ahead = now() + MINUTE;
    follow(gone, ahead);
    bed.graph.unfollow(viewer, gone);
    bed.graph.follow(viewer, next);
    bed.graph.follow(viewer, gone);

    assertThat(ended()).containsExactly(ahead + 1);
    assertThat(begun(next)).isEqualTo(ahead + 2);
    assertThat(begun(gone)).isEqualTo(ahead + 3);
  }

  @Test
  void endsAreInTheOrderToo() {
    long slow = bed.account();
    long quick = bed.account();
    bed.graph.follow(viewer, slow);
    try (LateChange late =
        new LateChange(bed, new RelationKey(viewer, slow), FollowPolicy::unfollow)) {
      bed.graph.follow(viewer, quick);
    }

    assertThat(ended().getFirst()).isGreaterThan(begun(quick));
    assertThat(bed.graph.counts(viewer).getFirst().getFollowing()).isEqualTo(1);
  }

  @Test
  void othersFollowsDoNotMatter() {
    long time = now() - MINUTE;
    bed.graph.follow(ana, viewer);
    follow(ana, time);

    assertThat(begun(ana)).isEqualTo(time);
  }

  @Test
  void whatIsCommittedLateBeginsLate() {
    long slow = bed.account();
    long quick = bed.account();
    long time = now();
    try (LateChange late =
        new LateChange(
            bed, new RelationKey(viewer, slow), row -> FollowPolicy.follow(row, false, time))) {
      bed.graph.follow(viewer, quick);
    }

    assertThat(begun(slow)).isGreaterThan(begun(quick));
    assertThat(bed.graph.counts(viewer).getFirst().getFollowing()).isEqualTo(2);
    assertThat(bed.events(viewer)).isEqualTo(2);
  }

  @Test
  void anImportKeepsTheOrderToo() {
    List<Long> others = Stream.generate(bed::account).limit(5).toList();
    long ahead = now() + MINUTE;
    follow(others.get(0), ahead);

    var outcome =
        bed.instance(FollowImporter.class)
            .add(List.of(new FollowImporter.Wish(viewer, others.subList(1, 5), List.of())));

    assertThat(outcome).isEqualTo(new FollowImporter.Outcome(4, 0, 0));
    assertThat(others.subList(1, 5)).allSatisfy(id -> assertThat(begun(id)).isEqualTo(ahead + 1));
  }

  @Test
  void anAcceptedRequestBeginsAfterWhatWasFollowedMeanwhile() {
    bed.accounts.setPrivate(ana, true);
    long time = now();
    bed.graph.follow(viewer, ana);
    long other = bed.account();
    bed.graph.follow(viewer, other);
    bed.instance(RelationStore.class)
        .change(new RelationKey(viewer, ana), row -> FollowPolicy.accept(row, time));

    assertThat(begun(ana)).isGreaterThan(begun(other));
  }

  @Test
  void manyAtOnceAllSucceedEachAtItsTime() throws Exception {
    List<Long> others = Stream.generate(bed::account).limit(20).toList();

    Race.of(others.size(), i -> () -> bed.graph.follow(viewer, others.get(i)));

    Set<Long> times = Set.copyOf(others.stream().map(this::begun).toList());
    assertThat(times).hasSize(others.size()).doesNotContain(0L);
    assertThat(bed.graph.counts(viewer).getFirst().getFollowing()).isEqualTo(others.size());
  }

  /** As a process does by whose clock it is this time. */
  private void follow(long other, long micros) {
    bed.instance(RelationStore.class)
        .change(new RelationKey(viewer, other), row -> FollowPolicy.follow(row, false, micros));
  }

  private long begun(long other) {
    return bed.number(
        "SELECT follow_micros FROM relation WHERE user_id = ? AND other_id = ?", viewer, other);
  }

  private List<Long> ended() {
    return bed.numbers("SELECT end_micros FROM ended_follow WHERE user_id = ?", viewer);
  }

  private static long now() {
    return Micros.now(Clock.systemUTC());
  }
}
