package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.testkit.OnEveryDatabase;

/** Lists of follows whose reader follows and unfollows those listed between the pages. */
@OnEveryDatabase
final class FollowListChangesIT {
  private static final long MINUTE = 60_000_000;

  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  private final long viewer = bed.account();

  @AfterEach
  void mirrorsAreExact() {
    bed.awaitMirror();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void whoIsUnfollowedMeanwhileStaysWhereTheyWere(int size) {
    FollowerReading list = new FollowerReading(bed, viewer, size);
    List<Long> followers = list.followers(6);
    follow(followers, 4, 2, 1);

    list.readOne();
    unfollow(followers, 1, 2, 4);

    assertThat(list.readOn()).isEqualTo(at(followers, 1, 2, 4, 0, 3, 5));
  }

  /** Back and forth, in each part: what counts is how it was at first. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6})
  void whoIsFollowedAndUnfollowedAgainAndAgainComesOnce(int size) {
    FollowerReading list = new FollowerReading(bed, viewer, size);
    List<Long> followers = list.followers(6);
    follow(followers, 4, 1, 5);
    unfollow(followers, 5);

    list.readOne();
    unfollow(followers, 1, 4);
    follow(followers, 1, 4, 0, 5, 3);
    unfollow(followers, 4, 0, 5);
    follow(followers, 0);

    assertThat(list.readOn()).isEqualTo(at(followers, 1, 4, 0, 2, 3, 5));
  }

  /** Of two follows under way, the one with the later time is committed before the first page. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aFollowThatIsCommittedAfterALaterOneMovesNobody(int size) {
    FollowerReading list = new FollowerReading(bed, viewer, size);
    List<Long> followers = list.followers(5);
    follow(followers, 4);
    long time = now();
    try (LateChange late =
        new LateChange(bed, key(followers.get(1)), row -> FollowPolicy.follow(row, false, time))) {
      bed.graph.follow(viewer, bed.account());
      list.readOne();
    }

    assertThat(list.readOn()).isEqualTo(at(followers, 4, 0, 1, 2, 3));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void anUnfollowThatIsCommittedAfterALaterFollowMovesNobody(int size) {
    FollowerReading list = new FollowerReading(bed, viewer, size);
    List<Long> followers = list.followers(5);
    follow(followers, 4, 1);
    try (LateChange late = new LateChange(bed, key(followers.get(1)), FollowPolicy::unfollow)) {
      bed.graph.follow(viewer, bed.account());
      list.readOne();
    }

    assertThat(list.readOn()).isEqualTo(at(followers, 1, 4, 0, 2, 3));
  }

  /** The newest follow has a time that is still to come as the first page is read. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aClockThatIsAheadMovesNobody(int size) {
    FollowerReading list = new FollowerReading(bed, viewer, size);
    List<Long> followers = list.followers(5);
    follow(followers, 2);
    bed.instance(RelationStore.class)
        .change(key(followers.get(4)), row -> FollowPolicy.follow(row, false, now() + MINUTE));

    list.readOne();
    follow(followers, 1, 3);
    unfollow(followers, 2, 4);

    assertThat(list.readOn()).isEqualTo(at(followers, 2, 4, 0, 1, 3));
  }

  @Test
  void ofOnesOwnListTheUnfollowedAreGone() {
    List<Long> followees = List.of(bed.account(), bed.account(), bed.account(), bed.account());
    follow(followees, 3, 2, 1, 0);
    var first = bed.graph.following(viewer, "me", 2, "");

    unfollow(followees, 0, 2);
    var rest = bed.graph.following(viewer, "me", 2, first.getNextPageToken());

    assertThat(rest.getAccountsList())
        .extracting(account -> Long.parseLong(account.getId()))
        .containsExactly(followees.get(3));
    assertThat(rest.getNextPageToken()).isEmpty();
  }

  @Test
  void whatEndedLongAgoIsForgottenAtTheNextEnd() {
    List<Long> followees = List.of(bed.account(), bed.account());
    follow(followees, 0, 1);
    unfollow(followees, 0);
    bed.execute(
        "UPDATE ended_follow SET end_micros = ? WHERE user_id = ?",
        now() - 3 * 24 * 60 * MINUTE,
        viewer);

    unfollow(followees, 1);

    assertThat(bed.numbers("SELECT other_id FROM ended_follow WHERE user_id = ?", viewer))
        .containsExactly(followees.get(1));
  }

  private void follow(List<Long> accounts, int... places) {
    for (long id : at(accounts, places)) {
      bed.graph.follow(viewer, id);
    }
  }

  private void unfollow(List<Long> accounts, int... places) {
    for (long id : at(accounts, places)) {
      bed.graph.unfollow(viewer, id);
    }
  }

  private static List<Long> at(List<Long> accounts, int... places) {
    return Arrays.stream(places).mapToObj(accounts::get).toList();
  }

  private RelationKey key(long other) {
    return new RelationKey(viewer, other);
  }

  private static long now() {
    return Micros.now(Clock.systemUTC());
  }
}
