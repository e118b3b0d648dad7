package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.testkit.OnEveryDatabase;

/**
 * Follows of one account that clocks and the ends of transactions would put into different orders,
 * and the lists that tell by these times what was read already.
 */
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

    assertThat(begun(next)).isEqualTo(ahead + 1);
    assertThat(begun(gone)).isEqualTo(ahead + 2);
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
    try (Late late = new Late(slow)) {
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

  /** Of two follows under way, the one with the later time is committed before the first page. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void listsLoseAndRepeatNobodyWhereAnEarlierFollowIsCommittedLater(int size) {
    List<Long> followers = followers();
    bed.graph.follow(viewer, followers.get(4));
    List<Long> read = new ArrayList<>();
    String next;
    try (Late late = new Late(followers.get(1))) {
      bed.graph.follow(viewer, bed.account());
      next = read("", size, read);
    }
    readOn(next, size, read);

    assertThat(read).isEqualTo(lastFirst(followers));
  }

  /** The newest follow has a time that is still to come as the first page is read. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void listsLoseAndRepeatNobodyWhereAClockIsAhead(int size) {
    List<Long> followers = followers();
    follow(followers.get(4), now() + MINUTE);
    List<Long> read = new ArrayList<>();
    String next = read("", size, read);

    bed.graph.follow(viewer, followers.get(1));
    bed.graph.follow(viewer, followers.get(3));
    readOn(next, size, read);

    assertThat(read).isEqualTo(lastFirst(followers));
  }

  /** A follow by the viewer whose time was read, and which is committed at the end of the block. */
  private final class Late implements AutoCloseable {
    private final CountDownLatch end = new CountDownLatch(1);
    private final CompletableFuture<Relation> follow;

    private Late(long other) {
      long time = now();
      CountDownLatch begun = new CountDownLatch(1);
      RelationStore relations = bed.instance(RelationStore.class);
      follow =
          CompletableFuture.supplyAsync(
              () ->
                  relations.change(
                      new RelationKey(viewer, other),
                      row -> {
                        begun.countDown();
                        await(end);
                        return FollowPolicy.follow(row, false, time);
                      }),
              task -> Thread.ofVirtual().start(task));
      await(begun);
    }

    @Override
    public void close() {
      end.countDown();
      assertThat(follow.join().own().following()).isTrue();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
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

  private static long now() {
    return Micros.now(Clock.systemUTC());
  }

  /** Five who follow ana, newest first. */
  private List<Long> followers() {
    List<Long> followers = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      followers.addFirst(bed.account());
      bed.graph.follow(followers.getFirst(), ana);
    }
    bed.awaitMirror();
    return followers;
  }

  private static List<Long> lastFirst(List<Long> list) {
    List<Long> order = new ArrayList<>(list);
    order.addFirst(order.removeLast());
    return order;
  }

  private void readOn(String token, int size, List<Long> read) {
    for (String next = token; !next.isEmpty(); ) {
      next = read(next, size, read);
    }
  }

  /** Adds a page of ana's followers to what was read and answers the next token. */
  private String read(String token, int size, List<Long> read) {
    var page = bed.graph.followers(viewer, "" + ana, size, token);
    page.getAccountsList().forEach(account -> read.add(Long.parseLong(account.getId())));
    return page.getNextPageToken();
  }
}
