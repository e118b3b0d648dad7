package tintype.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tintype.graph.MirrorStore.Edge;
import tintype.graph.v1.FollowsChanged;
import tintype.testkit.OnEveryDatabase;

/** No order of events leaves a blocked follower, a request of one, or a count of either. */
@OnEveryDatabase
final class BlockRacesIT {
  @RegisterExtension static final GraphBed bed = GraphBed.withDefaults();

  private record Pair(long blocker, long other) {}

  @Test
  void blockAgainstFollow() throws Exception {
    List<Pair> pairs = pairs(300);
    for (Pair pair : pairs) {
      Race.of(
          2,
          i ->
              attempt(
                  i == 0
                      ? () -> bed.graph.block(pair.blocker(), pair.other())
                      : () -> bed.graph.follow(pair.other(), pair.blocker())));
    }
    assertBlocked(pairs);
  }

  @Test
  void blockAgainstFollowBothWays() throws Exception {
    List<Pair> pairs = pairs(100);
    for (Pair pair : pairs) {
      Race.of(
          3,
          i ->
              attempt(
                  switch (i) {
                    case 0 -> () -> bed.graph.block(pair.blocker(), pair.other());
                    case 1 -> () -> bed.graph.follow(pair.other(), pair.blocker());
                    default -> () -> bed.graph.follow(pair.blocker(), pair.other());
                  }));
    }
    assertBlocked(pairs);
  }

  @Test
  void blockAgainstAccept() throws Exception {
    List<Pair> pairs = pairs(100);
    for (Pair pair : pairs) {
      bed.accounts.setPrivate(pair.blocker(), true);
      bed.graph.follow(pair.other(), pair.blocker());
      Race.of(
          2,
          i ->
              attempt(
                  i == 0
                      ? () -> bed.graph.block(pair.blocker(), pair.other())
                      : () -> bed.graph.accept(pair.blocker(), pair.other())));
    }
    assertBlocked(pairs);
  }

  @Test
  void blockOfTheOneWhoAcceptsAgainstAccept() throws Exception {
    List<Pair> pairs = pairs(100);
    for (Pair pair : pairs) {
      bed.accounts.setPrivate(pair.other(), true);
      bed.graph.follow(pair.blocker(), pair.other());
      Race.of(
          2,
          i ->
              attempt(
                  i == 0
                      ? () -> bed.graph.block(pair.blocker(), pair.other())
                      : () -> bed.graph.accept(pair.other(), pair.blocker())));
    }
    assertBlocked(pairs);
  }

  @Test
  void blocksOfEachOther() throws Exception {
    for (Pair pair : pairs(100)) {
      bed.graph.follow(pair.other(), pair.blocker());
      bed.graph.follow(pair.blocker(), pair.other());
      Race.of(
          2,
          i ->
              attempt(
                  i == 0
                      ? () -> bed.graph.block(pair.blocker(), pair.other())
                      : () -> bed.graph.block(pair.other(), pair.blocker())));
    }
    bed.awaitMirror();
  }

  /**
   * What is left after so much at once is left to the rows: they agree, and nothing crosses a
   * block.
   */
  @Test
  void blocksFollowsListsAndUnblocksAtOnce() throws Exception {
    List<Pair> pairs = pairs(10);
    for (int round = 0; round < 4; round++) {
      Race.of(
          6 * pairs.size(),
          i -> {
            Pair pair = pairs.get(i % pairs.size());
            return attempt(
                switch (i / pairs.size()) {
                  case 0 -> () -> bed.graph.block(pair.blocker(), pair.other());
                  case 1 -> () -> bed.graph.follow(pair.other(), pair.blocker());
                  case 2 -> () -> bed.graph.follow(pair.blocker(), pair.other());
                  case 3 -> () -> bed.graph.unblock(pair.blocker(), pair.other());
                  case 4 -> () -> closeFriend(pair.other(), pair.blocker());
                  default -> () -> bed.graph.removeFollower(pair.blocker(), pair.other());
                });
          });
    }
    bed.awaitMirror();
  }

  /** The log's events one by one in any order, again and again, as mirrors that are killed do. */
  @Test
  void newsOfABlockInAnyOrderAndAnyNumberOfTimes() {
    for (int round = 0; round < 20; round++) {
      long ana = bed.account();
      long bob = bed.account();
      bed.graph.follow(bob, ana);
      bed.graph.follow(ana, bob);
      bed.awaitMirror();
      bed.stopMirror();
      bed.changeAndEnd(ana, bob, OwnFacts::block);
      bed.changeAndEnd(ana, bob, own -> own.unblock());
      bed.changeAndEnd(ana, bob, own -> own.favour(true));
      List<Edge> edges = new ArrayList<>(edges(ana));
      edges.addAll(edges(bob));
      Random random = new Random(round);
      for (int times = 0; times < 3; times++) {
        Collections.shuffle(edges, random);
        edges.forEach(edge -> bed.mirrors().apply(List.of(edge)));
      }
      bed.startMirror();
      bed.awaitMirror();

      assertThat(bed.graph.followeeIds(bob)).isEmpty();
      assertThat(bed.graph.followeeIds(ana)).isEmpty();
      assertThat(bed.events(bob)).as("a follow, and its end once").isEqualTo(2);
    }
  }

  @Test
  void aMirrorThatIsKilledAndRepeatsCutsOnce() {
    List<Pair> pairs = pairs(30);
    pairs.forEach(pair -> bed.graph.follow(pair.other(), pair.blocker()));
    bed.awaitMirror();
    for (Pair pair : pairs) {
      bed.changeAndEnd(pair.blocker(), pair.other(), OwnFacts::block);
      bed.stopMirror();
      bed.startMirror();
    }
    bed.awaitMirror();

    assertBlocked(pairs);
    assertThat(pairs).allSatisfy(pair -> assertThat(bed.events(pair.other())).isEqualTo(2));
  }

  private static void assertBlocked(List<Pair> pairs) {
    bed.awaitMirror();
    for (Pair pair : pairs) {
      assertThat(bed.graph.facts(pair.other(), pair.blocker()).getFirst().getBlockedBy()).isTrue();
      assertThat(bed.graph.followeeIds(pair.other())).isEmpty();
      assertThat(bed.graph.followeeIds(pair.blocker())).isEmpty();
      assertThat(bed.graph.counts(pair.blocker(), pair.other()))
          .allSatisfy(count -> assertThat(count.getFollowers() + count.getFollowing()).isZero());
    }
  }

  private static List<Pair> pairs(int count) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pairs.add(new Pair(bed.account(), bed.account()));
    }
    return pairs;
  }

  private static Object closeFriend(long one, long other) {
    return KeptList.CLOSE_FRIENDS.add(bed.graph, one, "" + other);
  }

  /** A refusal is an outcome like any other. */
  private static Callable<Boolean> attempt(Callable<?> call) {
    return () -> {
      try {
        call.call();
        return true;
      } catch (StatusRuntimeException e) {
        assertThat(e.getStatus().getCode().name()).isIn("NOT_FOUND", "FAILED_PRECONDITION");
        return false;
      }
    };
  }

  private static List<Edge> edges(long owner) {
    List<byte[]> payloads =
        bed.database()
            .read(
                handle ->
                    handle
                        .select("SELECT payload FROM outbox WHERE user_id = ? ORDER BY id", owner)
                        .mapTo(byte[].class)
                        .list());
    return payloads.stream()
        .map(BlockRacesIT::parse)
        .flatMap(event -> event.getEdgesList().stream().map(edge -> new Edge(owner, edge)))
        .toList();
  }

  private static FollowsChanged parse(byte[] payload) {
    try {
      return FollowsChanged.parseFrom(payload);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("the outbox has an event that is none", e);
    }
  }
}
