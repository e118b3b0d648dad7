package tintype.benchmarks.compare;

import java.util.Arrays;
import tintype.benchmarks.Network;

/** What every peer has to answer: all posts of all followees, sorted. */
final class BruteForce {
  private final Network network;
  private final PostsByAuthor posts;

  BruteForce(Network network) {
    this.network = network;
    posts = PostsByAuthor.of(network);
  }

  /** The newest posts of a reader's feed, newest first. */
  long[] feed(int reader, int limit) {
    int[] authors = Arrays.copyOf(network.followees(reader), network.followees(reader).length + 1);
    authors[authors.length - 1] = reader;
    long[] all = new long[Arrays.stream(authors).map(posts::count).sum()];
    int count = 0;
    for (int author : authors) {
      for (int i = 0; i < posts.count(author); i++) {
        all[count++] = -posts.id(author, i);
      }
    }
    Arrays.sort(all);
    return Arrays.stream(all).limit(limit).map(id -> -id).toArray();
  }

  /**
   * Compares a peer's feeds of the first so many readers.
   *
   * @throws IllegalStateException if one differs, which says where
   */
  void check(Peer peer, int readers, int limit) {
    for (int reader = 0; reader < readers; reader++) {
      long[] expected = feed(reader, limit);
      long[] found = new long[peer.feed(reader, limit)];
      for (int place = 0; place < found.length; place++) {
        found[place] = peer.id(place);
      }
      // The floor answers the newest post alone.
      long[] wanted = peer instanceof FloorPeer ? Arrays.copyOf(expected, found.length) : expected;
      if (!Arrays.equals(found, wanted)) {
        throw new IllegalStateException(
            "%s: the feed of reader %d begins %s (expected: %s)"
                .formatted(peer.getClass().getSimpleName(), reader, start(found), start(wanted)));
      }
    }
  }

  private static String start(long[] ids) {
    return Arrays.toString(Arrays.copyOf(ids, Math.min(ids.length, 5))) + " of " + ids.length;
  }
}
