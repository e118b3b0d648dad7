package tintype.benchmarks.compare;

import tintype.benchmarks.Network;
import tintype.engine.FeedPage;
import tintype.engine.FeedStore;
import tintype.engine.FeedStoreConfig;

/** The engine, as the feed service calls it. */
final class EnginePeer implements Peer {
  /** Reserved, and touched as it fills. */
  private static final FeedStoreConfig CONFIG = FeedStoreConfig.ofBytes(6L << 30);

  private final FeedStore store = FeedStore.create(CONFIG);
  private final FeedPage page = new FeedPage();

  EnginePeer(Network network) {
    network.registerAll(store.applier());
    network.postAll(store.applier());
    network.followAll(store.applier());
  }

  @Override
  public int feed(int reader, int limit) {
    store.reader().gather(Network.accountId(reader), Long.MAX_VALUE, limit, page);
    return page.size();
  }

  @Override
  public long id(int place) {
    return page.postId(place);
  }

  @Override
  public void post(int author, long post) {
    store.applier().post(Network.accountId(author), post);
  }

  @Override
  public void close() {
    store.close();
  }
}
