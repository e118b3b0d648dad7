package tintype.platform.server;

import java.util.Map;

/**
 * Something that works beside the calls of a service: a consumer of the change log, a sweeper.
 *
 * <p>Not to be ready is one thing, and to refuse calls another. While work is not ready, calls are
 * answered from what there is (a feed says that it is catching up, a list of followers is some
 * seconds old): {@code /health} and the gRPC health of the whole server, the empty name, say so,
 * while each gRPC service is still SERVING. Only what {@link #refusesCalls} takes them out of it.
 */
public interface Background extends AutoCloseable {
  /** Names it in {@code /health}, such as {@code feed-index}. */
  String name();

  /** Begins without waiting until it is ready. */
  void start();

  /**
   * Why it is not ready, in a few words; empty when it is. What was ready may cease to be: a
   * consumer that has fallen far behind.
   */
  String notReady();

  /** Why calls are refused for its sake at present; empty while they are answered. */
  default String refusesCalls() {
    return "";
  }

  /**
   * What will end badly unless somebody does something, though all is well yet: bounds that come
   * near, each by a name that stays while its numbers move. {@code /health} shows them and stays
   * ready, and the log has a line when one begins.
   */
  default Map<String, String> warnings() {
    return Map.of();
  }

  /**
   * What is worth knowing though nobody has to do anything: what it was made of. Empty when there
   * is nothing; {@code /health} has a line of it.
   */
  default String note() {
    return "";
  }

  @Override
  void close();
}
