package tintype.benchmarks.compare;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import tintype.benchmarks.Network;

/**
 * Fan-out on write: a sorted set a reader holds the newest posts of all followees, ready made, and
 * a post is put into the set of each follower.
 */
final class RedisPeer implements Peer {
  /** What a set is cut at. */
  private static final int KEPT = 400;

  /** Commands on their way before their answers are awaited. */
  private static final int PIPELINED = 2_000;

  private final int readers;
  private final List<List<Integer>> followers = new ArrayList<>();
  private final Jedis jedis;
  private final Pipeline pipeline;
  private List<byte[]> page = List.of();
  private int pending;

  /** Fans out all posts of the network, oldest first, to its first so many readers. */
  RedisPeer(RedisServer server, Network network, int readers) {
    this.readers = readers;
    jedis = server.connect();
    pipeline = jedis.pipelined();
    for (int account = 0; account < network.accounts(); account++) {
      followers.add(List.of());
    }
    for (int reader = 0; reader < readers; reader++) {
      addFollower(reader, reader);
      for (int followee : network.followees(reader)) {
        addFollower(followee, reader);
      }
    }
    network.forEachPost(this::post);
    finish();
  }

  int readers() {
    return readers;
  }

  @Override
  public int feed(int reader, int limit) {
    page = jedis.zrevrange(key(reader), 0, limit - 1);
    return page.size();
  }

  @Override
  public long id(int place) {
    return Long.parseLong(new String(page.get(place), StandardCharsets.US_ASCII));
  }

  @Override
  public void post(int author, long post) {
    for (int follower : followers.get(author)) {
      add(follower, post);
    }
  }

  /** The newest id into a reader's set, and the oldest out of it. */
  void add(int reader, long post) {
    byte[] key = key(reader);
    pipeline.zadd(key, post, Long.toString(post).getBytes(StandardCharsets.US_ASCII));
    pipeline.zremrangeByRank(key, 0, -KEPT - 1);
    pending += 2;
    if (pending >= PIPELINED) {
      finish();
    }
  }

  /** Waits for the answers to all that was sent. */
  void finish() {
    pipeline.sync();
    pending = 0;
  }

  /** The request for a page, as it goes over the wire. */
  static byte[] request(int reader, int limit) {
    String last = Integer.toString(limit - 1);
    String key = new String(key(reader), StandardCharsets.US_ASCII);
    StringBuilder wire = new StringBuilder("*4\r\n");
    for (String word : List.of("ZREVRANGE", key, "0", last)) {
      wire.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    return wire.toString().getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public void close() {
    jedis.close();
  }

  private void addFollower(int author, int follower) {
    if (followers.get(author).isEmpty()) {
      followers.set(author, new ArrayList<>(1));
    }
    followers.get(author).add(follower);
  }

  private static byte[] key(int reader) {
    return ("feed:" + reader).getBytes(StandardCharsets.US_ASCII);
  }
}
