package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import io.grpc.Status.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tintype.graph.v1.AccountMute;
import tintype.graph.v1.FollowsChanged;
import tintype.graph.v1.ListFolloweeIdsResponse;
import tintype.graph.v1.ListMutesRequest;
import tintype.graph.v1.MuteRequest;
import tintype.graph.v1.Relationship;
import tintype.graph.v1.UnmuteRequest;
import tintype.testkit.FakeClock;
import tintype.testkit.OnEveryDatabase;

/** Posts and stories apart, and mutes that end by themselves; what all lists share is elsewhere. */
@OnEveryDatabase
final class MuteIT {
  private static final FakeClock CLOCK = new FakeClock(Instant.parse("2026-06-01T12:00:00Z"));
  private static final Duration HOUR = Duration.ofHours(1);

  @RegisterExtension static final GraphBed bed = GraphBed.withClock(CLOCK);

  private final long ana = bed.account();
  private final long bob = bed.account();

  @Test
  void postsAndStoriesAreMutedApart() {
    assertThat(mute(m -> m.setPosts(true))).isEqualTo(shown(true, false));
    assertThat(mute(m -> m.setStories(true))).isEqualTo(shown(true, true));
    assertThat(unmute(m -> m.setPosts(true))).isEqualTo(shown(false, true));
    assertThat(mute(m -> m.setPosts(true).setStories(false))).isEqualTo(shown(true, true));
    assertThat(unmute(m -> m.setStories(true).setPosts(false))).isEqualTo(shown(true, false));
    assertThat(mutes()).containsExactly(listed(true, false).build());
    assertThat(unmute(m -> m)).isEqualTo(shown(false, false));
    assertThat(mutes()).isEmpty();
  }

  @Test
  void whatIsNamedOnlyToBeLeftOutIsRefused() {
    assertInvalid(() -> mute(m -> m.setPosts(false)));
    assertInvalid(() -> mute(m -> m.setStories(false)));
    assertInvalid(() -> mute(m -> m.setPosts(false).setStories(false)));
    assertInvalid(() -> unmute(m -> m.setPosts(false)));
    assertThat(bed.events(ana)).isZero();
  }

  @Test
  void aMuteEndsByItselfAtEachRead() {
    Timestamp end = in(HOUR);
    assertThat(mute(m -> m.setEndTime(end))).isEqualTo(shown(true, true));
    assertThat(mutes())
        .containsExactly(listed(true, true).setPostsEndTime(end).setStoriesEndTime(end).build());
    assertThat(bed.graph.facts(ana, bob).getFirst().getMutingPosts()).isTrue();

    CLOCK.advance(HOUR.minusMillis(1));
    assertThat(relationship()).isEqualTo(shown(true, true));
    CLOCK.advance(Duration.ofMillis(1));

    assertThat(relationship()).isEqualTo(shown(false, false));
    assertThat(mutes()).isEmpty();
    assertThat(bed.graph.facts(ana, bob).getFirst().getMutingPosts()).isFalse();
    assertThat(bed.graph.follow(ana, bob))
        .isEqualTo(shown(false, false).toBuilder().setFollowing(true).build());
  }

  @Test
  void eachOfTheTwoHasItsOwnEnd() {
    mute(m -> m.setPosts(true).setEndTime(in(HOUR)));
    mute(m -> m.setStories(true));
    CLOCK.advance(HOUR);

    assertThat(relationship()).isEqualTo(shown(false, true));
    assertThat(mutes()).containsExactly(listed(false, true).build());
  }

  @Test
  void aNewEndTakesThePlaceOfTheOld() {
    mute(m -> m.setEndTime(in(HOUR)));
    mute(m -> m.setEndTime(in(HOUR.multipliedBy(2))));
    CLOCK.advance(HOUR);
    assertThat(relationship()).isEqualTo(shown(true, true));

    mute(m -> m);
    CLOCK.advance(HOUR.multipliedBy(10));
    assertThat(relationship()).isEqualTo(shown(true, true));

    mute(m -> m.setEndTime(in(HOUR)));
    CLOCK.advance(HOUR);
    assertThat(relationship()).isEqualTo(shown(false, false));
  }

  @Test
  void theSameEndAgainChangesNothing() {
    Timestamp end = in(HOUR);

    assertThat(mute(m -> m.setEndTime(end))).isEqualTo(mute(m -> m.setEndTime(end)));
    assertThat(bed.events(ana)).isEqualTo(1);
  }

  @Test
  void anEndHasToBeInTheFuture() {
    List<Timestamp> bad =
        List.of(
            in(Duration.ZERO),
            in(Duration.ofSeconds(-1)),
            Timestamp.getDefaultInstance(),
            Timestamp.newBuilder().setSeconds(Long.MIN_VALUE).build(),
            Timestamp.newBuilder().setSeconds(Long.MAX_VALUE).build(),
            Timestamp.newBuilder().setSeconds(253_402_300_800L).build(),
            Timestamp.newBuilder().setSeconds(5_000_000_000L).setNanos(1_000_000_000).build());

    bad.forEach(end -> assertInvalid(() -> mute(m -> m.setEndTime(end))));
    assertThat(bed.events(ana)).isZero();

    Timestamp last = Timestamp.newBuilder().setSeconds(253_402_300_799L).build();
    mute(m -> m.setEndTime(last));
    assertThat(mutes().getFirst().getPostsEndTime()).isEqualTo(last);
  }

  @Test
  void aMuteThatBeginsAgainIsANewOne() {
    mute(m -> m.setEndTime(in(HOUR)));
    CLOCK.advance(HOUR);
    long cy = bed.account();
    muteOf(cy, m -> m);
    CLOCK.advance(HOUR);

    mute(m -> m);

    assertThat(mutes()).extracting(m -> m.getAccount().getId()).containsExactly("" + bob, "" + cy);
  }

  @Test
  void pagesAreRefilledWhereMutesHaveEnded() {
    muteFiveForAnHour();
    mute(m -> m);
    muteFiveForAnHour();
    CLOCK.advance(HOUR);

    var request = ListMutesRequest.newBuilder().setPageSize(1);
    var first = bed.graph.as(ana).listMutes(request.build());
    assertThat(first.getMutesList()).containsExactly(listed(true, true).build());
    assertThat(first.getNextPageToken()).isNotEmpty();
    var second =
        bed.graph.as(ana).listMutes(request.setPageToken(first.getNextPageToken()).build());
    assertThat(second.getMutesList()).isEmpty();
    assertThat(second.getNextPageToken()).isEmpty();
  }

  private void muteFiveForAnHour() {
    for (int i = 0; i < 5; i++) {
      CLOCK.advance(Duration.ofMillis(1));
      muteOf(bed.account(), m -> m.setEndTime(in(HOUR)));
    }
    CLOCK.advance(Duration.ofMillis(1));
  }

  @Test
  void theNewsSaysWhatIsMutedUntilWhen() throws Exception {
    Timestamp end = in(HOUR);
    bed.graph.follow(ana, bob);

    mute(m -> m.setEndTime(end));
    FollowsChanged.Edge timed = lastNews();
    mute(m -> m);
    FollowsChanged.Edge forGood = lastNews();
    unmute(m -> m);

    assertThat(timed.getFollowing()).isTrue();
    assertThat(timed.getMutingPosts()).isTrue();
    assertThat(timed.getMutePostsEndMicros()).isEqualTo(Micros.of(end));
    assertThat(forGood.getMutingPosts()).isTrue();
    assertThat(forGood.getMutePostsEndMicros()).isZero();
    assertThat(lastNews().getMutingPosts()).isFalse();
  }

  @Test
  void feedsAreToldWhoOfTheFollowedIsMutedAndUntilWhen() {
    Timestamp end = in(HOUR);
    long cy = bed.account();
    long dee = bed.account();
    List.of(bob, cy, dee).forEach(other -> bed.graph.follow(ana, other));
    mute(m -> m.setPosts(true).setEndTime(end));
    muteOf(cy, m -> m);
    muteOf(dee, m -> m.setStories(true));
    long stranger = bed.account();
    muteOf(stranger, m -> m);
    assertThat(muted()).isEqualTo(Map.of(bob, Micros.of(end), cy, 0L));

    // Whoever makes the feed compares: what has ended is told all the same.
    CLOCK.advance(HOUR.multipliedBy(2));
    assertThat(muted()).isEqualTo(Map.of(bob, Micros.of(end), cy, 0L));
    bed.graph.follow(ana, stranger);
    bed.graph.unfollow(ana, cy);
    assertThat(muted()).isEqualTo(Map.of(bob, Micros.of(end), stranger, 0L));
    unmute(m -> m.setPosts(true));
    assertThat(muted()).isEqualTo(Map.of(stranger, 0L));
  }

  @ParameterizedTest
  @ValueSource(ints = {999, 1_000, 1_001, 2_000})
  void howeverManyAreMutedAllOfThemAreTold(int count) {
    String listed =
        LongStream.rangeClosed(1, count)
            .mapToObj(other -> "(%d, %d, %d, %d)".formatted(ana, 4, other, other / 3))
            .collect(Collectors.joining(","));
    String rows =
        LongStream.rangeClosed(1, count)
            .mapToObj(other -> "(%d, %d, 1, 1)".formatted(ana, other))
            .collect(Collectors.joining(","));
    bed.database()
        .execute(
            handle -> {
              handle.execute(
                  "INSERT INTO listed (user_id, list, other_id, micros) VALUES " + listed);
              handle.execute(
                  "INSERT INTO relation (user_id, other_id, following, muting_posts) VALUES "
                      + rows);
            });

    assertThat(muted()).hasSize(count);
    assertThat(muted().keySet()).isEqualTo(Set.copyOf(bed.graph.followeeIds(ana)));
  }

  /** Whom of the followed ana mutes, and when that ends, as feeds are told. */
  private Map<Long, Long> muted() {
    ListFolloweeIdsResponse told = bed.graph.followees(ana);
    Map<Long, Long> muted = new HashMap<>();
    for (int i = 0; i < told.getMutedIdsCount(); i++) {
      muted.put(told.getMutedIds(i), told.getMuteEndMicros(i));
    }
    assertThat(told.getFolloweeIdsList()).containsAll(muted.keySet());
    assertThat(told.getMuteEndMicrosCount()).isEqualTo(muted.size());
    return muted;
  }

  private FollowsChanged.Edge lastNews() throws InvalidProtocolBufferException {
    byte[] payload =
        bed.database()
            .read(
                handle ->
                    handle
                        .select("SELECT payload FROM outbox WHERE user_id = ? ORDER BY id", ana)
                        .mapTo(byte[].class)
                        .list())
            .getLast();
    return FollowsChanged.parseFrom(payload).getEdges(0);
  }

  private Relationship shown(boolean posts, boolean stories) {
    return Relationship.newBuilder()
        .setAccountId("" + bob)
        .setMutingPosts(posts)
        .setMutingStories(stories)
        .build();
  }

  private AccountMute.Builder listed(boolean posts, boolean stories) {
    AccountMute.Builder mute = AccountMute.newBuilder().setPosts(posts).setStories(stories);
    mute.getAccountBuilder().setId("" + bob).setUsername("u" + bob);
    return mute;
  }

  private Relationship relationship() {
    return bed.graph.relationships(ana, "" + bob).getFirst();
  }

  private Relationship mute(UnaryOperator<MuteRequest.Builder> request) {
    return muteOf(bob, request);
  }

  private Relationship muteOf(long other, UnaryOperator<MuteRequest.Builder> request) {
    return bed.graph
        .as(ana)
        .mute(request.apply(MuteRequest.newBuilder().setAccountId("" + other)).build())
        .getRelationship();
  }

  private Relationship unmute(UnaryOperator<UnmuteRequest.Builder> request) {
    return bed.graph
        .as(ana)
        .unmute(request.apply(UnmuteRequest.newBuilder().setAccountId("" + bob)).build())
        .getRelationship();
  }

  private List<AccountMute> mutes() {
    return bed.graph.as(ana).listMutes(ListMutesRequest.getDefaultInstance()).getMutesList();
  }

  private static Timestamp in(Duration time) {
    Instant end = CLOCK.instant().plus(time);
    return Timestamp.newBuilder().setSeconds(end.getEpochSecond()).setNanos(end.getNano()).build();
  }

  private static void assertInvalid(ThrowingCallable call) {
    Refusal.assertRefused(Code.INVALID_ARGUMENT, "INVALID_FIELD", call);
  }
}
