package tintype.engine;

/**
 * The rings of a store without the rest of it, for measuring what an append costs by itself.
 * Authors are numbers from 0. One thread uses it.
 */
public final class BareAppend implements AutoCloseable {
  private final Core core;

  public BareAppend(FeedStoreConfig config, int authors) {
    core = new Core(config);
    for (int author = 0; author < authors; author++) {
      core.columns.reserve(author);
    }
  }

  /** Adds a post to the author's ring. */
  public void append(int author, long post) {
    core.rings.post(author, post);
  }

  @Override
  public void close() {
    core.close();
  }
}
