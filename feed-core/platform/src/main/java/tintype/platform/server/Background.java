package tintype.platform.server;

/** Something that works beside the calls of a service: a consumer of the change log, a sweeper. */
public interface Background extends AutoCloseable {
  /** Names it in {@code /health}, such as {@code feed-index}. */
  String name();

  /** Begins without waiting until it is ready. */
  void start();

  /** Why it is not ready, in a few words; empty when it is. */
  String notReady();

  @Override
  void close();
}
