package tintype.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tintype.benchmarks.GraphDraw;
import tintype.benchmarks.Network;

class InProcessTest {
  private final Network network = new GraphDraw(5_000, 200, 60, false, 20_000, 3).draw();
  private final BruteForce bruteForce = new BruteForce(network);

  @ParameterizedTest
  @EnumSource
  void everyPeerAnswersWhatSortingAllPostsDoes(InProcess kind) {
    try (Peer peer = kind.load(network)) {
      bruteForce.check(peer, network.readers(), 50);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aNewPostIsOnTop(InProcess kind) {
    long post = Network.postId(network.posts());
    try (Peer peer = kind.load(network)) {
      peer.post(network.followees(0)[0], post);

      peer.feed(0, 50);

      assertEquals(post, peer.id(0));
    }
  }

  @Test
  void aWrongAnswerIsRefused() {
    try (Peer peer = InProcess.HASH_MAP.load(network)) {
      peer.post(network.followees(0)[0], Network.postId(network.posts()));

      assertThrows(IllegalStateException.class, () -> bruteForce.check(peer, 1, 50));
    }
  }

  @Test
  void theNewestAreKeptInOrder() {
    Newest newest = new Newest();
    newest.reset(3);
    for (long id : new long[] {5, 1, 9, 7, 3}) {
      newest.offer(id);
    }
    long[] out = new long[newest.size()];

    newest.drainTo(out);

    assertArrayEquals(new long[] {9, 7, 5}, out);
  }
}
