package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.MirrorStore.Edge;
import tintype.graph.v1.FollowsChanged;
import tintype.platform.changelog.ChangeBatch;
import tintype.platform.changelog.ChangeEvent;
import tintype.platform.changelog.Position;
import tintype.platform.changelog.StreamId;
import tintype.platform.sql.Keyspace;
import tintype.testkit.Eventually;
import tintype.testkit.OnEveryDatabase;
import tintype.testkit.OnPlainServers;

/** The mirror by itself, and over stops and restarts of its service. */
@OnEveryDatabase
final class FollowerMirrorIT {
  private static final StreamId STREAM = new StreamId(Keyspace.GRAPH, "0");

  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  private final long ana = bed.account();
  private final long bob = bed.account();
  private MirrorStore mirrors;

  @BeforeEach
  void openStore() {
    mirrors = bed.mirrors();
  }

  @AfterEach
  void countersAreThoseOfTheRows() {
    assertThat(bed.countersAreExact()).isTrue();
  }

  @Test
  void whatWasCommittedBeforeAStopArrivesOnceAfterTheRestart() {
    bed.stopMirror();
    bed.graph.follow(ana, bob);
    assertThat(followers(bob)).isZero();

    bed.startMirror();
    bed.awaitMirror();

    assertThat(followers(bob)).isEqualTo(1);
  }

  /** In Vitess it would be a change of the schema, upon which vtgate forgets all plans. */
  @OnPlainServers
  @Test
  void aMirrorThatCannotGoOnIsNotReadyAgainUntilItCan() {
    bed.awaitMirror();
    bed.database().execute(handle -> handle.execute("RENAME TABLE follow_counter TO away"));
    try {
      commitNewsOfFollow(ana, bob);
      Eventually.awaitPass(
          Duration.ofSeconds(10),
          () ->
              assertThat(bed.notReady().get("graph/follower-mirror"))
                  .containsPattern("^stream graph/(0|all): A change could not be applied"));
    } finally {
      bed.database().execute(handle -> handle.execute("RENAME TABLE away TO follow_counter"));
    }

    Eventually.awaitPass(Duration.ofSeconds(10), () -> assertThat(bed.notReady()).isEmpty());
    assertThat(followers(bob)).isEqualTo(1);
  }

  @Test
  void aReplayFromTheBeginningChangesNothing() throws Exception {
    bed.graph.follow(ana, bob);
    bed.graph.follow(bob, ana);
    bed.graph.unfollow(ana, bob);
    bed.graph.follow(ana, bob);
    bed.awaitMirror();
    List<String> before = bed.rows();

    bed.stopMirror();
    FollowerMirror mirror = bed.mirror();
    for (ChangeEvent event : outbox()) {
      mirror.apply(new ChangeBatch(STREAM, List.of(event), new Position("p")));
    }
    mirror.apply(new ChangeBatch(STREAM, outbox(), new Position("p")));

    assertThat(bed.rows()).isEqualTo(before);
    bed.startMirror();
  }

  @Test
  void aCopyBuildsTheMirrorAnew() {
    long cy = bed.account();
    bed.graph.follow(ana, bob);
    bed.graph.follow(cy, bob);
    bed.graph.unfollow(ana, bob);
    KeptList.CLOSE_FRIENDS.add(bed.graph, cy, "" + bob);
    bed.awaitMirror();
    bed.stopMirror();
    forgetPosition();
    for (long account : List.of(ana, bob, cy)) {
      bed.execute("DELETE FROM relation WHERE version = 0 AND user_id = ?", account);
      bed.execute(
          """
          UPDATE relation
          SET followed_by = 0, close_friend_of = 0, followed_by_micros = 0, mirror_version = 0
          WHERE user_id = ?
          """,
          account);
      bed.execute("UPDATE follow_counter SET followers = 0 WHERE user_id = ?", account);
      bed.execute("DELETE FROM outbox WHERE user_id = ?", account);
    }

    bed.startMirror();
    bed.awaitMirror();

    assertThat(followers(bob)).isEqualTo(1);
    assertThat(bed.graph.facts(bob, cy).getFirst().getCloseFriend()).isTrue();
  }

  /** As in folders from before rows knew whose close friends their owners are. */
  @Test
  void aCopyTellsWhatRowsOfTheSameVersionDoNotKnow() {
    KeptList.CLOSE_FRIENDS.add(bed.graph, ana, "" + bob);
    bed.awaitMirror();
    bed.stopMirror();
    forgetPosition();
    bed.execute("UPDATE relation SET close_friend_of = 0 WHERE user_id = ?", bob);

    bed.startMirror();
    bed.awaitMirror();

    assertThat(bed.graph.facts(bob, ana).getFirst().getCloseFriend()).isTrue();
  }

  private static void forgetPosition() {
    bed.execute("DELETE FROM changelog_position WHERE consumer = ?", FollowerMirror.NAME);
  }

  @Test
  void edgesInAnyOrderEndAsTheNewest() {
    List<Edge> edges = new ArrayList<>();
    for (int version = 1; version <= 9; version++) {
      edges.add(edge(ana, bob, version % 2 == 1, false, version, version));
    }
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(edges, new Random(round));
      edges.forEach(edge -> mirrors.apply(List.of(edge)));
      mirrors.apply(edges);
    }

    assertThat(followers(bob)).isEqualTo(1);
    assertThat(bed.number("SELECT mirror_version FROM relation WHERE user_id = ?", bob))
        .isEqualTo(9);
    assertThat(bed.number("SELECT followed_by_micros FROM relation WHERE user_id = ?", bob))
        .isEqualTo(9);
  }

  @Test
  void anEndOfWhatWasNeverSeenIsRemembered() {
    mirrors.apply(List.of(edge(ana, bob, false, false, 2, 8)));
    mirrors.apply(List.of(edge(ana, bob, true, false, 1, 7)));

    assertThat(followers(bob)).isZero();
  }

  @Test
  void twoMirrorsAtOnceCountOnce() throws Exception {
    List<Edge> edges = new ArrayList<>();
    List<Long> followees = List.of(bed.account(), bed.account(), bed.account());
    for (int i = 0; i < 300; i++) {
      edges.add(edge(bed.account(), followees.get(i % 3), true, false, 1, 7));
    }

    Race.of(
        6,
        i ->
            () -> {
              mirrors.apply(edges);
              return true;
            });

    assertThat(followees).allSatisfy(id -> assertThat(followers(id)).isEqualTo(100));
  }

  @Test
  void ownFactsSurviveTheMirrorAndTheOtherWayRound() throws Exception {
    List<Long> others = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      others.add(bed.account());
    }
    Race.of(
        60,
        i -> {
          long other = others.get(i / 2);
          Callable<Boolean> mirror =
              () -> {
                mirrors.apply(List.of(edge(other, ana, true, false, 1, 7)));
                return true;
              };
          return i % 2 == 0 ? mirror : () -> bed.graph.follow(ana, other).getFollowing();
        });

    assertThat(
            bed.number(
                "SELECT SUM(following AND followed_by) FROM relation WHERE user_id = ?", ana))
        .isEqualTo(30);
    assertThat(followers(ana)).isEqualTo(30);
  }

  private static Edge edge(
      long owner, long other, boolean following, boolean requested, long version, long micros) {
    return new Edge(
        owner,
        FollowsChanged.Edge.newBuilder()
            .setFolloweeId(other)
            .setFollowing(following)
            .setRequested(requested)
            .setVersion(version)
            .setChangeMicros(micros)
            .build());
  }

  /** As a follow does, but for the follower's own rows. */
  private static void commitNewsOfFollow(long follower, long followee) {
    FollowsChanged event =
        FollowsChanged.newBuilder()
            .setFollowerId(follower)
            .addEdges(
                FollowsChanged.Edge.newBuilder()
                    .setFolloweeId(followee)
                    .setFollowing(true)
                    .setVersion(1)
                    .setChangeMicros(7))
            .build();
    long id = bed.installation.installation().ids().next();
    bed.database()
        .execute(
            handle ->
                handle.execute(
                    "INSERT INTO outbox (id, user_id, kind, payload) VALUES (?, ?, ?, ?)",
                    id,
                    follower,
                    FollowsChanged.getDescriptor().getName(),
                    event.toByteArray()));
  }

  private static long followers(long account) {
    return bed.graph.counts(account).getFirst().getFollowers();
  }

  private static List<ChangeEvent> outbox() {
    return bed.database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT id, user_id, kind, payload FROM outbox ORDER BY id")
                    .map(
                        (row, context) ->
                            new ChangeEvent(
                                STREAM,
                                row.getLong(1),
                                row.getLong(2),
                                row.getString(3),
                                row.getBytes(4),
                                Instant.EPOCH))
                    .list());
  }
}
