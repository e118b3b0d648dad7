package tintype.feed;

import java.time.InstantSource;
import tintype.engine.FeedStore;

/**
 * The lives of the index: the one that answers, and at times a newer one in the making. One thread
 * makes them; any may ask which is the current one.
 */
final class Generations implements AutoCloseable {
  private final FeedConfig config;
  private final InstantSource clock;
  private final Runnable onLost;
  private int count;
  private volatile Generation current;

  /**
   * @param onLost is told, on any thread and maybe more than once, that some life has no future
   */
  Generations(FeedConfig config, InstantSource clock, Runnable onLost) {
    this.config = config;
    this.clock = clock;
    this.onLost = onLost;
    this.current = empty();
  }

  Generation current() {
    return current;
  }

  /** One to fill. As long as there is nothing better, answers come from it at once. */
  Generation next() {
    if (current.isNew()) {
      return current;
    }
    Generation next = empty();
    if (!current.wasComplete()) {
      publish(next);
    }
    return next;
  }

  /** One that goes on from a store of before; answers come from it at once. */
  Generation of(FeedStore store) {
    Generation next = generation("feed", store);
    publish(next);
    return next;
  }

  /** Answers come from it from now on. */
  void publish(Generation next) {
    Generation old = current;
    current = next;
    if (old != next) {
      old.close();
    }
  }

  /** Lets go of one that could not be filled, unless answers come from it. */
  void discard(Generation failed) {
    if (failed != current) {
      failed.close();
    }
  }

  /** Closes the current one; there must be no other. */
  @Override
  public void close() {
    current.close();
  }

  private Generation empty() {
    String consumer = count == 0 ? "feed" : "feed-" + count;
    count++;
    return generation(consumer, FeedStore.create(config.engine(clock)));
  }

  private Generation generation(String consumer, FeedStore store) {
    return new Generation(consumer, store, clock, onLost);
  }
}
