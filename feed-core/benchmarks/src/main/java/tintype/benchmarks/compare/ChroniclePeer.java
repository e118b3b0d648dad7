package tintype.benchmarks.compare;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.openhft.chronicle.core.values.LongValue;
import net.openhft.chronicle.map.ChronicleMap;
import net.openhft.chronicle.map.ChronicleMapBuilder;
import net.openhft.chronicle.values.Values;
import tintype.benchmarks.Network;
import tintype.engine.FeedReader;

/**
 * The same off-heap library by its own API: the posts of each author are a value, newest first, and
 * a feed calls {@code getUsing} once for each followee, with one key and one buffer that are used
 * again and again.
 */
final class ChroniclePeer implements Peer {
  private final Network network;
  private final ChronicleMap<LongValue, ByteBuffer> posts;
  private final LongValue key = Values.newHeapInstance(LongValue.class);
  private final Newest newest = new Newest();
  private final long[] page = new long[FeedReader.MAX_LIMIT];
  private ByteBuffer value;

  ChroniclePeer(Network network) {
    this.network = network;
    PostsByAuthor byAuthor = PostsByAuthor.of(network);
    value = buffer(byAuthor.most());
    posts =
        ChronicleMapBuilder.of(LongValue.class, ByteBuffer.class)
            .name("posts")
            .averageValueSize((double) Long.BYTES * network.posts() / network.accounts() + 8)
            .entries(network.accounts())
            .create();
    for (int author = 0; author < network.accounts(); author++) {
      value.clear();
      for (int i = byAuthor.count(author) - 1; i >= 0; i--) {
        value.putLong(byAuthor.id(author, i));
      }
      posts.put(keyOf(author), value.flip());
    }
  }

  @Override
  public int feed(int reader, int limit) {
    newest.reset(limit);
    offer(reader);
    for (int followee : network.followees(reader)) {
      offer(followee);
    }
    int size = newest.size();
    newest.drainTo(page);
    return size;
  }

  @Override
  public long id(int place) {
    return page[place];
  }

  @Override
  public void post(int author, long post) {
    ByteBuffer old = posts.getUsing(keyOf(author), value);
    ByteBuffer grown = buffer(old == null ? 1 : old.remaining() / Long.BYTES + 1).putLong(post);
    posts.put(key, (old == null ? grown : grown.put(old)).flip());
  }

  @Override
  public void close() {
    posts.close();
  }

  private void offer(int author) {
    value.clear();
    ByteBuffer held = posts.getUsing(keyOf(author), value);
    if (held == null) {
      return;
    }
    value = held.order(ByteOrder.nativeOrder());
    for (int at = held.position(); at < held.limit(); at += Long.BYTES) {
      long id = held.getLong(at);
      if (newest.refuses(id)) {
        return;
      }
      newest.offer(id);
    }
  }

  /** One instance for all calls, so that nothing is boxed. */
  private LongValue keyOf(int author) {
    key.setValue(Network.accountId(author));
    return key;
  }

  private static ByteBuffer buffer(int ids) {
    return ByteBuffer.allocateDirect(Math.max(1, ids) * Long.BYTES).order(ByteOrder.nativeOrder());
  }
}
