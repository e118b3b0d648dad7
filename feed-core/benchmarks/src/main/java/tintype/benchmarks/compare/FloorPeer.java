package tintype.benchmarks.compare;

import tintype.benchmarks.Network;

/**
 * What any design costs that pulls: the newest post of every followee is read, from a plain array,
 * and nothing else is done. So it answers one post only, the newest.
 */
final class FloorPeer implements Peer {
  private final Network network;
  private final long[] latest;
  private long newest;

  FloorPeer(Network network) {
    this.network = network;
    latest = new long[network.accounts()];
    network.forEachPost(this::post);
  }

  @Override
  public int feed(int reader, int limit) {
    long most = latest[reader];
    for (int followee : network.followees(reader)) {
      most = Math.max(most, latest[followee]);
    }
    newest = most;
    return most == 0 ? 0 : 1;
  }

  @Override
  public long id(int place) {
    return newest;
  }

  @Override
  public void post(int author, long post) {
    latest[author] = post;
  }
}
