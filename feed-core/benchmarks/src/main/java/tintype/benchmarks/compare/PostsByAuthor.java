package tintype.benchmarks.compare;

import tintype.benchmarks.Network;

/** The posts of each author, oldest first, in one array. */
final class PostsByAuthor {
  private final int[] starts;
  private final long[] ids;

  private PostsByAuthor(int[] starts, long[] ids) {
    this.starts = starts;
    this.ids = ids;
  }

  static PostsByAuthor of(Network network) {
    int[] ends = new int[network.accounts() + 1];
    network.forEachPost((author, post) -> ends[author + 1]++);
    for (int author = 0; author < network.accounts(); author++) {
      ends[author + 1] += ends[author];
    }
    int[] next = ends.clone();
    long[] ids = new long[network.posts()];
    network.forEachPost((author, post) -> ids[next[author]++] = post);
    return new PostsByAuthor(ends, ids);
  }

  int count(int author) {
    return starts[author + 1] - starts[author];
  }

  /** By its place among the author's posts, the oldest at 0. */
  long id(int author, int place) {
    return ids[starts[author] + place];
  }

  /** Posts of the one who has most. */
  int most() {
    int most = 0;
    for (int author = 0; author + 1 < starts.length; author++) {
      most = Math.max(most, count(author));
    }
    return most;
  }
}
